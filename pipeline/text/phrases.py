"""The fixed phrases of newsrooms and their page templates, as data: one list a purpose, by language.

English, French, German, Spanish, Italian, Portuguese, Turkish, Russian, Ukrainian, Arabic and Persian. To
widen a rule, add a phrase here; the rules that use them are in `cleaning` and `credits`.
"""

import re

APOSTROPHES = re.compile("['’‘ʼʹ`´′‛＇\u02bb\u02bd]")

OPEN_WORDS = (
    "a", "an", "the", "of", "to", "and", "or", "but", "with", "from", "for", "by", "that", "which", "who",
    "whose", "than",
    "as", "at", "into", "because", "while", "if", "is", "are", "was", "were", "be", "has", "have", "had", "its",
    "their",
    "his", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "und", "oder", "mit", "von", "für",
    "dass",
    "zu", "zum", "zur", "bei", "im", "le", "la", "les", "un", "une", "du", "de", "et", "ou", "avec", "pour",
    "que", "qui",
    "dans", "sur", "el", "los", "las", "una", "del", "y", "con", "por", "para", "en", "il", "lo", "gli", "di",
    "e", "che",
    "ve", "ile", "için", "bir", "и", "в", "на", "с", "что", "по", "к", "от", "из", "для", "который", "как", "у",
    "о",
    "і", "та", "що", "من", "في", "إلى", "على", "أن", "و", "التي", "الذي", "عن", "مع", "به", "از", "در", "که", "با",
)  # fmt: skip

READ_MORE = (
    "read more", "read the full story", "read the full article", "read the full report", "read full story",
    "read full article", "read the rest of this entry", "read the rest of the story", "read the rest",
    "read the original article", "read on", "continue reading", "keep reading", "full story", "full article",
    "click here to read more", "click to read more", "view full article",
    "lire la suite", "lire plus", "lire l'article complet", "suite de l'article",
    "weiterlesen", "mehr lesen", "zum artikel", "ganzen artikel lesen",
    "leer más", "leer mas", "sigue leyendo", "seguir leyendo", "continuar leyendo",
    "leggi tutto", "continua a leggere", "leggi di più", "leia mais", "continue lendo", "ler mais",
    "devamını oku", "haberin devamı", "czytaj dalej", "czytaj więcej", "lees verder", "lees meer",
    "читать далее", "читать дальше", "читать полностью", "читайте далее", "полный текст", "читати далі",
    "اقرأ المزيد", "إقرأ المزيد", "ادامه مطلب",
)  # fmt: skip

MORE = (
    "learn more", "see more", "view more", "show more", "more", "click here for more", "en savoir plus", "mehr dazu",
    "lesen sie mehr", "mehr erfahren", "ver más", "saiba mais", "devamı", "daha fazla", "подробнее", "далее",
    "детальніше", "докладніше", "المزيد", "للمزيد", "اقرأ أيضا", "بیشتر بخوانید",
)  # fmt: skip

RELATED = (
    "read also", "see also", "also read", "related", "related articles", "related stories", "more on this story",
    "recommended", "czytaj też", "czytaj także", "zobacz też", "you may also like", "lire aussi", "à lire aussi",
    "lesen sie auch", "siehe auch", "lea también",
    "lee también", "te puede interesar", "leggi anche", "leia também", "ayrıca okuyun", "bunları da okuyun",
    "читайте также", "смотрите также", "по теме", "читайте також", "اقرأ أيضاً", "إقرأ أيضاً", "اقرأ ايضا",
)  # fmt: skip

FOLLOW_US = (
    "follow us on", "follow us", "like us on", "like us on facebook", "join us on", "subscribe to our",
    "sign up for our",
    "share this", "share this article", "share this story", "share on facebook", "tweet this", "print this page",
    "suivez-nous", "abonnez-vous", "folgen sie uns", "síguenos", "seguici", "siga-nos", "bizi takip edin",
    "подписывайтесь на", "подпишитесь на", "присоединяйтесь к", "следите за нами", "підписуйтесь на", "تابعونا",
    "تابعنا",
)  # fmt: skip

END_MARKS = ("end", "ends", "the end", "###", "-30-", "fin", "ende", "конец", "кінець", "انتهى", "(ends)", "(end)")

SOURCE_LABELS = (
    "source", "sources", "original source", "via", "source article", "quelle", "quellen", "fuente", "fuentes",
    "fonte",
    "kaynak", "источник", "джерело", "المصدر", "مصدر", "منبع",
)  # fmt: skip

BYLINE_LABELS = (
    "by", "written by", "reported by", "reporting by", "author", "story by", "words by",
    "par", "von", "por", "autor", "auteur", "auteure", "di", "scritto da", "yazan", "muhabir", "haber",
    "автор", "текст", "أعد التقرير", "بقلم", "كتب", "نویسنده",
)  # fmt: skip

THIS_ARTICLE = (
    r"(?:this|the|the above|a version of this|an earlier version of this) "
    r"(?:article|story|piece|post|report|essay|analysis|op-ed|column|interview|text)"
    r"(?: (?:was|is|has been|had been))?",
    r"it (?:was|has been)", r"(?:cet|ce) (?:article|texte)(?: a été| est)?",
    r"(?:dieser|der) (?:artikel|beitrag|text)",
    r"este artículo", r"este artigo(?: foi)?", r"questo articolo(?: è stato)?", r"bu (?:yazı|haber|makale)",
    r"(?:эта |данная )?(?:статья|материал|текст)(?: (?:был|была))?", r"(?:هذا|نشر هذا) (?:المقال|التقرير)",
)  # fmt: skip

REPUBLISHED = (
    r"(?:originally |first |previously )(?:appeared|published|posted|ran|printed)(?: (?:in|on|at|by|with))",
    r"(?:appeared|published|posted|ran) (?:originally|first)(?: (?:in|on|at|by|with))",
    r"(?:re-?published|re-?printed|re-?posted|syndicated|cross-?posted|reproduced|adapted|excerpted)(?: here)?"
    r"(?: with (?:the )?(?:kind )?permission)?(?: (?:from|of|by|courtesy of))",
    r"courtesy of",
    r"(?:initialement |d'abord )?(?:publié|paru)e?(?: (?:à l'origine|initialement))? (?:sur|dans|par)",
    r"(?:erschien|wurde|ist) (?:zuerst|ursprünglich|zunächst)(?: (?:veröffentlicht|erschienen))? (?:auf|bei|in|im)",
    r"(?:zuerst|ursprünglich) (?:erschienen|veröffentlicht) (?:auf|bei|in|im)", r"übernommen (?:von|aus)",
    r"(?:se publicó |fue publicado |publicado )originalmente (?:en|por)", r"tomado de",
    r"(?:pubblicato|apparso) (?:originariamente|originalmente|inizialmente) (?:su|da|in)", r"tratto da",
    r"publicado originalmente (?:em|no|na|por)", r"(?:ilk olarak|orijinal olarak)",
    r"(?:впервые |первоначально |изначально )?опубликован[оа]?(?: на сайте| в| на| изданием)", r"по материалам",
    r"перепечатано (?:из|с)", r"(?:نقلا|نقلاً) عن", r"(?:به )?نقل از",
)  # fmt: skip

AGENCIES = (
    "Associated Press", "The Associated Press", "AP", "Reuters", "Thomson Reuters", "Agence France-Presse", "AFP",
    "dpa", "Deutsche Presse-Agentur", "Press Association", "PA", "PA Media", "UPI", "United Press International",
    "Canadian Press", "The Canadian Press", "AAP", "TASS", "ITAR-TASS", "RIA Novosti", "RIA", "Interfax",
    "Ukrinform",
    "Unian", "Xinhua", "Kyodo", "Kyodo News", "Yonhap", "KCNA", "PTI", "Press Trust of India", "IANS", "ANI", "APP",
    "Anadolu", "Anadolu Agency", "AA", "DHA", "IHA", "IRNA", "ISNA", "Fars", "Tasnim", "Mehr", "SANA", "INA", "WAM",
    "SPA", "KUNA", "QNA", "BNA", "Petra", "NNA", "MENA", "WAFA", "MAP", "APS", "TAP", "EFE", "Europa Press", "ANSA",
    "Adnkronos", "Lusa", "Belga", "ANP", "APA", "SDA", "Keystone-SDA", "ATS", "KNA", "epd", "SID", "NTB", "TT",
    "Ritzau",
    "STT", "PAP", "CTK", "MTI", "Agerpres", "BTA", "Tanjug", "HINA", "Beta", "FENA", "MIA", "ATA", "BelTA",
    "Kazinform",
    "Trend", "Report", "Armenpress", "Interpressnews", "AKIpress", "Bernama", "Antara", "VNA", "CNA", "PANA", "NAN",
    "Bloomberg", "Bloomberg News", "CNS", "Inter Press Service", "IPS", "Zuma", "Getty", "Press TV", "IRIN",
    "ТАСС", "ИТАР-ТАСС", "РИА Новости", "РИА", "Интерфакс", "УНИАН", "Укринформ", "REGNUM", "БелТА", "Казинформ",
    "رويترز", "فرانس برس", "أ ف ب", "ا ف ب", "أ.ف.ب", "أسوشيتد برس", "سانا", "واس", "وام", "الأناضول", "د ب أ",
    "شينخوا",
    "سبوتنيك", "قنا", "كونا", "بترا", "واع", "وفا", "ایرنا", "تسنیم", "فارس", "مهر", "ایسنا",
)  # fmt: skip
