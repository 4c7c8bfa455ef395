"""The words that credits are written with, as data: one list a purpose, by language.

English, French, German, Spanish, Italian, Portuguese, Turkish, Russian, Ukrainian, Arabic and Persian. To widen a
rule, add a phrase here; the names of agencies are in `wires`.
"""

MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "january",
    "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "janv", "janvier", "févr", "fév", "février", "mars", "avr", "avril", "mai", "juin", "juil", "juillet",
    "août", "aout", "septembre", "octobre", "novembre", "décembre", "déc", "januar", "jänner", "februar",
    "märz", "juni", "juli", "oktober", "dezember", "okt", "dez", "ene", "enero", "febrero", "marzo", "abr",
    "abril", "mayo", "junio", "julio", "ago", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    "dic", "gen", "gennaio", "febbraio", "aprile", "mag", "maggio", "giu", "giugno", "lug", "luglio",
    "settembre", "ott", "ottobre", "fev", "fevereiro", "março", "maio", "junho", "julho", "setembro", "outubro",
    "novembro", "dezembro", "ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül",
    "ekim", "kasım", "aralık", "янв", "фев", "март", "мар", "апр", "мая", "май", "июн", "июл", "авг", "сен",
    "сент", "окт", "ноя", "нояб", "дек", "январ", "феврал", "апрел", "август", "сентябр", "октябр", "ноябр",
    "декабр", "січ", "лют", "берез", "квіт", "трав", "черв", "лип", "серп", "верес", "жовт", "листопад", "груд",
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر",
    "ديسمبر",
)  # fmt: skip
"""Names of months and their short forms; those in Cyrillic are beginnings, to which an ending may be added."""

DAYS = (
    "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
    "dimanche", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lunes",
    "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "pazartesi", "salı", "çarşamba",
    "perşembe", "cuma", "cumartesi", "pazar", "понедельник", "вторник", "среда", "четверг", "пятница",
    "суббота", "воскресенье",
)  # fmt: skip

MONTH = "|".join(
    rf"{month}\w{{0,4}}" if "а" <= month[0] <= "і" else month for month in sorted(MONTHS, key=len, reverse=True)
)
"""A month as a regular expression."""

PARTICLES = frozenset(
    (
        "of", "the", "and", "for", "at", "in", "on", "de", "da", "di", "do", "dos", "das", "del", "della",
        "der", "den", "des", "du", "la", "le", "el", "al", "van", "von", "zu", "zur", "bin", "ibn", "abu",
        "ben", "und", "y", "et", "e", "with", "и", "ve", "am", "an", "im", "les", "los", "las", "ter", "ten",
        "bint", "al-", "el-", "dal", "dalla",
    )
)  # fmt: skip
"""Small words inside names."""

SHORT_PLACES = frozenset(
    (
        "ROME", "ROMA", "OSLO", "LIMA", "KYIV", "KIEV", "BERN", "BERNE", "DOHA", "BAKU", "RIGA", "ADEN", "GAZA",
        "GRAZ", "KÖLN", "BONN", "WIEN", "LYON", "NICE", "KANO", "LOME", "LOMÉ", "MALÉ", "MALE", "SUVA", "APIA",
        "ULAN", "ANKA", "LINZ", "BARI", "DILI", "ACRE", "VIGO", "LEÓN", "CALI", "CORK", "YORK", "BATH", "HOMS",
        "IDLIB", "ERBIL", "КИЕВ", "КИЇВ", "БАКУ", "РИМ", "ОМСК", "РИГА", "ОСЛО", "УФА", "СОЧИ",
    )
)  # fmt: skip
"""Places of up to four letters that datelines name."""

PLACE_STARTS = frozenset(
    (
        "NEW", "SAN", "SANTA", "SÃO", "SAO", "LOS", "LAS", "EL", "AL", "PORT", "ST", "ST.", "SAINT", "CAPE",
        "TEL", "KUALA", "SRI", "ADDIS", "BUENOS", "RIO", "HONG", "PHNOM", "ABU", "NORTH", "SOUTH", "EAST",
        "WEST", "UNITED", "VATICAN", "MEXICO", "GUATEMALA", "PANAMA", "KUWAIT", "FORT", "THE", "DAR", "LA",
        "LE", "HO", "ULAN", "TOWN", "WASHINGTON", "НЬЮ", "НИЖНИЙ", "САНКТ", "NUEVA", "CIUDAD",
    )
)  # fmt: skip
"""First words of places of several words."""

NO_PLACES = frozenset(
    (
        "breaking", "e-mail", "email", "anzeige", "werbung", "publicité", "publicidad", "project", "travel",
        "update", "updated", "exclusive", "watch", "video", "photos", "photo", "live", "opinion", "analysis",
        "editorial", "interview", "explainer", "factbox", "timeline", "correction", "corrected", "note",
        "notice", "warning", "spoiler", "review", "preview", "column", "comment", "commentary", "question",
        "answer", "read", "listen", "sport", "sports", "business", "politics", "world", "advertisement",
        "sponsored", "podcast", "report", "special", "feature", "insight", "profile", "obituary", "quiz",
        "poll", "recap", "related", "more", "summary", "highlights", "background", "context", "source",
        "sources", "author", "about", "contact", "price", "cost", "date", "time", "where", "when", "what",
        "who", "why", "how", "step", "part", "chapter", "day", "moderator", "host", "reporter", "narrator",
        "transcript", "disclaimer", "disclosure", "copyright", "tags", "срочно", "видео", "фото", "мнение",
        "обновлено", "вопрос", "ответ", "exclusif", "vidéo", "eilmeldung", "kommentar", "meinung", "interview:",
        "exklusiv", "vídeo", "exclusivo", "opinión", "son", "dakika", "özel", "haber", "güncelleme", "by",
        "par", "von", "por", "di", "da", "autor", "auteur", "quelle", "quellen", "fuente", "fuentes", "fonte",
        "kaynak", "yazan", "muhabir", "источник", "автор", "текст", "джерело", "المصدر", "مصدر", "منبع", "بقلم",
        "كتب", "foto", "fotos", "photograph", "photographs", "image", "images", "picture", "pictures", "credit",
        "crédit", "bild", "fotoğraf", "imagen", "تصوير", "via", "with", "editing", "additional",
    )
)  # fmt: skip
"""Words in capitals before a colon or dash that are labels, not places; folded."""

BYLINE_LABELS = (
    "by", "written by", "reported by", "reporting by", "posted by", "published by", "author", "authors",
    "story by", "words by", "interview conducted by", "conducted by", "as told to", "compiled by",
    "words and pictures by", "words and photos by", "text and photos by", "text by", "interview by",
    "article by", "report by", "post by", "opinion by", "analysis by", "column by", "review by",
    "guest post by", "submitted by", "contributed by", "story and photos by", "par", "publié par", "écrit par",
    "un texte de", "texte", "texte de", "propos recueillis par", "rédigé par", "von", "ein gastbeitrag von",
    "gastbeitrag von", "ein kommentar von", "kommentar von", "eine analyse von", "geschrieben von",
    "text und fotos", "verfasst von", "veröffentlicht von", "text von", "ein interview von", "ein beitrag von",
    "autorin", "autoren", "text", "por", "escrito por", "publicado por", "redactado por", "texto de", "texto",
    "texto y fotos", "una entrevista de", "autor", "autora", "autores", "auteur", "auteure", "auteurs",
    "autore", "di", "scritto da", "pubblicato da", "yazan", "yazar", "muhabir", "haber", "haberi yazan",
    "röportaj", "автор", "авторы", "автор текста", "подготовил", "подготовила", "записал", "записала",
    "автор статьи", "текст", "автор материала", "беседовал", "беседовала", "أعد التقرير", "بقلم", "كتب", "كتبت",
    "كتبه", "إعداد", "الكاتب", "تقرير", "نویسنده",
)  # fmt: skip
"""What stands before the author's name. One that is also a word of sentences needs a name and no more behind it."""

COLON_LABELS = frozenset(
    (
        "texte", "text und fotos", "texto", "texto y fotos", "author", "authors", "text", "autor", "autora",
        "autores", "autorin", "autoren", "auteur", "auteure", "auteurs", "autore", "haber", "muhabir", "yazan",
        "yazar", "röportaj", "автор", "авторы", "текст", "إعداد", "الكاتب", "تقرير",
    )
)  # fmt: skip
"""Labels that are one only with a colon behind them."""

HELPERS = (
    r"(?:with )?(?:additional |further )?(?:reporting|writing|words)(?: for \w+)? by", r"reporting and writing by",
    r"written by", r"written and reported by", r"reporting and editing by",
    r"(?:with )?assistance (?:from|by)", r"reportage de", r"avec des informations de", r"bericht von",
)  # fmt: skip
"""Who wrote it, in a line at the end: `Reporting by …; editing by …`."""

NOT_AUTHORS = (
    r"edit(?:ed|ing)|photo\w*|pictures?|images?|graphics?|video|illustrat\w+|translat\w+|produc\w+|compil\w+|"
    r"camera|filming|filmed|montage|traduit|traduction|übersetz\w+|foto\w*|bearbeit\w+|editado|edición|traducción|"
    r"редакт\w+|перевод\w*|фото\w*|تحرير|ترجمة|تصوير|editör|fotoğraf"
)
"""Other trades, whose names are no bylines."""

CONTRIBUTED = (
    r"(?P<who>[^.;:()\n]{2,160}?),? (?:also )?contributed (?:reporting )?(?:to|for) (?:this|the) "
    r"(?:\w+ )?(?:report|story|article|post|piece)\b",
    r"(?P<who>[^.;:()\n]{2,160}?),? contributed(?: reporting)?\.?$",
    r"(?P<who>[^.;:()\n]{2,80}?) reported (?:this (?:story|report) )?from [A-Z][^.;:()\n]{2,60}\.?$",
    r"(?P<who>[^.;:()\n]{2,160}?) (?:a|ont) (?:également )?contribué à (?:cet article|ce reportage)",
    r"(?P<who>[^.;:()\n]{2,160}?) contribuy(?:ó|eron) (?:con|a|en) (?:este|esta) "
    r"(?:reporte|informe|artículo|nota|noticia)",
    r"(?:mitarbeit|mitwirkung|unter mitarbeit von)\s*:?\s*(?P<who>[^.;:()\n]{2,160})",
)  # fmt: skip

MATERIAL = (
    r"(?:written |compiled )?with (?:additional |some |agency )?(?:inputs?|reporting|material|files|contributions?|"
    r"information|reports?|copy)s? (?:from|by) (?:the )?",
    r"(?:additional )?(?:material|information|reporting) (?:from|by) (?:the )?",
    r"inputs? from", r"with",
    r"avec(?: l['’])?", r"avec (?:des informations|les informations) de(?: l['’])?",
    r"mit (?:material|informationen|inhalten|angaben) (?:von|der)", r"mit",
    r"unter verwendung von material (?:von|der)", r"mit agenturmaterial(?: von)?",
    r"con (?:información|informaciones|datos|material) de", r"con", r"con informazioni di",
    r"com informações d[aeo]s?",
    r"с использованием (?:материалов|сообщений)",
)  # fmt: skip
"""From which agencies' material it is written: `With inputs from PTI`, `avec AFP`."""

SOURCE_LABELS = (
    "source", "sources", "original source", "source article", "original article", "original story",
    "original post", "article source", "news source", "story from", "quelle", "quellen", "fuente", "fuentes",
    "fonte", "fonti", "bron", "kaynak", "источник", "источники", "источник новости", "оригинал", "джерело",
    "المصدر", "مصدر", "المصادر", "منبع",
)  # fmt: skip
"""Labels before a colon and the name of where the text is from."""

NO_SOURCES = frozenset(
    (
        "e-mail", "email", "mail", "wikimedia commons", "wikimedia", "commons", "flickr", "shutterstock",
        "getty images", "getty", "istock", "istockphoto", "unsplash", "pixabay", "pexels", "imago",
        "adobe stock", "depositphotos", "alamy", "picture alliance", "twitter", "facebook", "whatsapp",
        "telegram", "instagram", "rss", "newsletter", "sms", "google", "youtube", "own", "author", "the author",
        "company", "the company", "privat", "eigene", "handout", "file", "archive", "archiv", "pool", "epa",
        "image", "photo",
    )
)  # fmt: skip
"""What stands behind "Source:" and "via" and is where a picture is from, or a way to share; folded."""

VIA_LABELS = ("via", "h/t", "hat tip", "hat tip to", "hattip", "ht")

THIS_ARTICLE = (
    r"(?:this|the|the above|(?:a|an earlier|the original) version of this) "
    r"(?:article|story|piece|post|report|essay|analysis|op-ed|column|interview|text|commentary)"
    r"(?: (?:was|is|has been|had been))?",
    r"it (?:was|has been|is)", r"(?:cet|ce|le) (?:article|texte)(?: a été| est)?",
    r"(?:dieser|der) (?:artikel|beitrag|text)", r"(?:este|el) (?:artículo|texto|reportaje)",
    r"este artigo(?: foi)?", r"questo articolo(?: è stato)?", r"bu (?:yazı|haber|makale)",
    r"(?:эта |данная |этот |данный |оригинал )?(?:статья|материал|текст|статьи|материала|текста)(?: (?:был|была))?",
    r"(?:هذا|نشر هذا|نُشر هذا) (?:المقال|التقرير|النص)(?: نشر)?",
)  # fmt: skip
"""How the text speaks of itself; regular expressions."""

REPUBLISHED = (
    r"(?:originally |first |previously )(?:appeared|published|posted|ran|printed)(?: (?:in|on|at|by|with))",
    r"(?:appeared|published|posted|ran) (?:originally|first)(?: (?:in|on|at|by|with))",
    r"(?:re-?published|re-?printed|re-?posted|syndicated|cross-?posted|reproduced|adapted|excerpted)(?: here)?"
    r"(?: (?:with|by) (?:the )?(?:kind )?permission)?(?: (?:from|of|by|courtesy of))",
    r"courtesy of", r"story from",
    r"(?:initialement |d['’]abord |originellement )(?:publié|paru)e? (?:sur|dans|par)",
    r"(?:publié|paru)e? (?:à l['’]origine|initialement|d['’]abord|originellement) (?:sur|dans|par)",
    r"republiée? (?:à partir )?(?:de|du)",
    r"(?:erschien|wurde|ist) (?:zuerst|ursprünglich|zunächst)(?: (?:veröffentlicht|erschienen))? (?:auf|bei|in|im)",
    r"(?:zuerst|ursprünglich) (?:erschienen|veröffentlicht) (?:auf|bei|in|im)", r"übernommen (?:von|aus)",
    r"(?:se publicó |fue publicado |publicado |apareció )(?:originalmente|por primera vez) (?:en|por)", r"tomado de",
    r"(?:pubblicato|apparso) (?:originariamente|originalmente|inizialmente) (?:su|da|in)", r"tratto da",
    r"publicado originalmente (?:em|no|na|por)", r"(?:ilk olarak|orijinal olarak)",
    r"(?:впервые |первоначально |изначально )опубликован[оа]?(?: на сайте| в| на| изданием)", r"по материалам",
    r"перепечатано (?:из|с)(?: сайта)?", r"(?:نشر )?(?:أولا|أولاً|لأول مرة|في الأصل) (?:في|على)", r"(?:به )?نقل از",
)  # fmt: skip
"""What is said before the name of where the text was first; regular expressions."""

PRODUCED = (
    r"опубликован[оа]?(?: на сайте| в| на| изданием)", r"(?:publié|paru)e? (?:sur|dans|par)",
    r"(?:ist )?erschienen (?:in|bei)",
    r"appeared (?:in|on|at)",
    r"produced (?:by|in partnership with)", r"provided by", r"distributed by", r"supplied by",
)  # fmt: skip
"""As REPUBLISHED, but only after THIS_ARTICLE."""

REPORT_MARKS = (
    # {who} is an agency, or any medium where the words say that it is one.
    r"{agency} (?:news agency )?(?:has |had )?(?:reported|reports|is reporting)\b",
    r"according to (?:the |a report (?:by|from) (?:the )?)?(?:news agency )?{agency}",
    r"(?:reported|reports) (?:the )?(?:news agency )?{agency}",
    r"(?:сообщ(?:ает|ил[аои]?|ают)|переда(?:ет|ёт|ют|л[аои]?)|пишет|информирует|уточняет|отмечает)"
    r"(?: (?:информационное )?(?:агентство|информагентство|ИА))? [«\"]?{agency}",
    r"(?:повідомля(?:є|ють)|повідоми(?:в|ла|ло|ли)|переда(?:є|ють|в|ла|ло)|пише|інформує)(?: агентство| агенція)? "
    r"[«\"]?{agency}",
    r"(?:з посиланням на|за (?:даними|інформацією)) (?:агентств[оа] )?[«\"]?{agency}",
    r"пишет(?: (?:газета|издание|журнал|портал))? {title}",
    r"сообщает (?:газета|издание|журнал|портал|телеканал|агентство) {title}",
    r"со ссылкой на (?:агентство )?[«\"]?{agency}",
    r"со ссылкой на (?:газету|издание|журнал|портал|телеканал) {title}",
    r"по (?:данным|информации|сообщению) (?:агентства )?[«\"]?{agency}",
    r"(?:selon|d['’]après|rapporte|a rapporté|indique|signale)(?: l['’]| la | le | )(?:agence )?"
    r"(?:de presse )?{agency}",
    r"(?:selon|d['’]après|rapporte|révèle) (?:le |la |l['’])"
    r"(?:quotidien|journal|magazine|chaîne|site|hebdomadaire|agence)(?: \w+)? {title}",
    r"(?:the )?{title} (?:newspaper|magazine|news site) (?:has )?(?:reported|reports)\b",
    r"wie (?:die|der|das) (?:\w+e?[nrs]? )?(?:\w*zeitung|magazin|sender|blatt) {title} (?:\w+ )?"
    r"(?:berichtete?|meldete?|schrieb|schreibt)",
    r"laut (?:der )?(?:nachrichtenagentur |agentur )?{agency}",
    r"nach (?:einem bericht|angaben|informationen) (?:der |von )?(?:nachrichtenagentur |agentur )?{agency}",
    r"wie (?:die )?(?:nachrichtenagentur |agentur )?{agency} (?:\w+ ){{0,4}}?(?:berichtete?|meldete?|mitteilte?)",
    r"(?:berichtet|berichtete|meldet|meldete) (?:die )?(?:nachrichtenagentur |agentur )?{agency}",
    r"(?:der )?nachrichtenagentur {agency} zufolge",
    r"según (?:la )?(?:agencia )?(?:de noticias )?{agency}",
    r"(?:según|informó|informa|publica|publicó) (?:el|la) (?:diario|periódico|revista|cadena|portal) {title}",
    r"(?:informó|informa|reportó|reporta) (?:la )?(?:agencia )?(?:de noticias )?{agency}",
    r"{agency}['’](?:n[ıiuü]n|[ıiuü]n) (?:\w+ )?(?:haberine|aktardığına|bildirdiğine) göre",
    r"{agency} (?:haber ajansının )?haberine göre",
    r"(?:نقلا|نقلاً) عن (?:وكالة )?(?:أنباء |الأنباء )?{agency}",
    r"(?:بحسب|حسب|وفق|وفقا ل|وفقاً ل|وفقا لما ذكرته|أفادت|ذكرت|نقلت|قالت)(?: ما (?:أوردت|ذكرت|نقلت|أفادت|أعلنت)ه?)?"
    r" ?(?:وكالة )(?:أنباء |الأنباء )?{agency}",
)  # fmt: skip
"""The set words with which a lead puts its report to an agency ({agency}) or to a quoted title ({title})."""

AFTER_NAME = (
    r",?\s(?:on (?=\w+ \d|\d)|under (?:a|the|its)|and (?:is|was|has|may)|with (?:the )?permission|as part|where |"
    r"for \w+ing |in (?:\w+ )?\d|and (?:was |is )?produced)",
    r"\s(?:sous licence|unter |bajo |le \d|am \d|el \d|veröffentlicht|erschienen|yayım\w*|yayın\w*)",
    r"['’]s (?=[a-z])",
    r"['’](?:n?d[ea]|t[ea])\b",
)
"""What goes on behind the name of an outlet; regular expressions. The last is a Turkish ending."""

OUTLET_KINDS = (
    "website", "site", "blog", "newspaper", "magazine", "journal", "сайте", "газете", "журнале", "изданием",
    "издании", "موقع", "صحيفة",
    r"(?:\w+ ){0,3}(?:issue|edition)",
)  # fmt: skip
"""Words before the name of an outlet that say what it is."""
