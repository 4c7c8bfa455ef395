"""The words that stand round the names of authors, or in their place, as data: one list a purpose."""

AUTHOR_LABELS = (
    r"(?:view|see|read) (?:all|more) (?:posts|articles|stories) (?:by|from)",
    r"(?:zeige )?alle (?:beiträge|artikel) von", r"(?:voir|lire) tous les articles (?:de|par)",
    r"beiträge von",
    r"(?:erstellt|verfasst|geschrieben|veröffentlicht|eingestellt|artikel|beitrag|text|foto|interview)"
    r"(?: am [\w ,.:/]{4,30}?)? von",
    r"(?:ein|eine) (?:\w+ )?(?:artikel|beitrag|kommentar|bericht|kolumne|interview|gastbeitrag|analyse) von",
    r"post author", r"par l['’]auteur", r"interview", r"text (?:&|und|\+) (?:fotos?|bilder)",
    r"publiziert (?:am|von)", "über", "à propos de", "about",
    r"(?:text|interview|foto|bild)s?(?: (?:und|and|&|\+) (?:text|interview|foto|bild)\w*)?",
    r"(?:posted|published|written|reported|submitted|created|story|words|article|report|post|analysis|opinion|review)"
    r"(?: on [\w ,.:/]{4,30}?)? by",
    r"propos recueillis par", r"(?:publiée?|écrit|rédigé|signé)(?: le [\w ,.:/]{4,30}?)? par",
    r"(?:escrito|publicado|redactado) por",
    r"scritto da", r"pubblicato da", r"a cura di", r"geplaatst door", r"door", r"skrevet av", r"skriven av",
    r"af", r"autor(?:in|en|e|a|es)?", r"auteure?s?", r"authors?", r"автор[ы]?", r"текст", "by", "von", "par",
    "por", "di", "da", "text", "words", "от", "yazan", "muhabir", "بقلم", "كتب", "نویسنده",
)  # fmt: skip

AUTHOR_TAILS = (
    r"(?:am|um|vom|[Ll]e|el|il|den|on)(?=$|\s+\S*\d|\s+[^\W\d_]+(?:tag|day|di|che)\b)", "vor", "il y a",
    "sagt", "says", "ago", "Stand", "Last", "Published", "Updated", "Posted",
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*(?=[.,]?\s*\d)",
    r"(?:Feb|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|July|August|September|October|November|December)(?=[.,]?$)",
    r"(?:Mo|Di|Mi|Do|Fr|Sa|So)(?=[.,]|$|\s*\d)", "Uhr",
)  # fmt: skip
"""What may follow a name on its line, in this case of letters."""

AUTHOR_ROLES = (
    r"ph\.?d", r"m\.?d", "mba", r"(?:chef)?redakteur(?:in)?", r"korrespondent(?:in)?", "reporterin?",
    r"journalist(?:in)?", r"autor(?:in)?", r"volontär(?:in)?",
    r"(?:staff|senior|contributing|guest|freelance|associate|managing|deputy|chief|political|national|lead) "
    r"(?:writer|editor|reporter|correspondent|producer|columnist|contributor|political|news|business|features)",
    "editor", "reporter", "correspondent", "contributor", "columnist", "producer", "writer", "author",
    "rédactrice?", "rédacteur", "journaliste", "periodista", "redattore", "giornalista", "jornalista",
    "обозреватель", "корреспондент", "журналист",
)  # fmt: skip
"""Roles that follow a name: it ends before them."""

NO_PERSON = frozenset(
    (
        "staff", "redaction", "rédaction", "redacción", "redacao", "redazione", "redação", "team", "agency",
        "agencies", "agentur", "agenturen", "press", "media", "média", "medien", "null", "none", "tv", "times",
        "post", "daily", "journal", "magazine", "magazin", "zeitung", "editorial", "correspondent", "reporter",
        "reporters", "webmaster", "bureau", "service", "group", "network", "guest", "gast", "gastautor",
        "contributor", "contributors", "office", "blog", "online", "foundation", "stiftung", "institute",
        "institut", "council", "university", "universität", "ministry", "ministerium", "association",
        "verband", "verein", "e.v", "department", "pressemitteilung", "unknown", "anonymous", "author",
        "authors", "website", "web", "follow", "share", "subscribe", "please", "name", "posted", "posts",
        "reply", "antworten", "says", "sagt", "kommentar", "kommentare", "artikel", "alle", "author's", "read",
        "more", "view", "all", "articles", "comments", "stand", "quelle", "foto", "fotos", "photo", "getty",
        "january", "february", "march", "june", "july", "september", "october", "november", "december",
        "januar", "februar", "märz", "juni", "juli", "oktober", "dezember", "uncategorized", "publié",
        "publicado", "veröffentlicht", "publiziert", "pubblicato", "phd",
        "ph.d", "gmbh", "ag",
        "inc", "ltd", "llc", "corp", "company", "minute", "minutes", "min", "updated", "published", "today",
        "yesterday", "contact", "kontakt", "about", "home", "login", "logout", "profile", "email", "e-mail",
        "twitter", "facebook", "youtube", "xing", "tiktok", "instagram", "linkedin", "whatsapp", "offline",
        "menu", "search", "jta", "archive", "archives", "expert", "community", "history", "редакция",
        "агентство", "новости", "وكالة", "تحرير", "المحرر", "editör",
    )
)  # fmt: skip
"""Words that no name of a person has, in lower case."""

NO_PERSON_STARTS = (
    "admin", "editor", "news", "notici", "пресс",
)  # fmt: skip
NO_PERSON_ENDS = (
    "admin", "redaktion", "desk",
)  # fmt: skip

NO_PERSON_PHRASES = (
    r"log ?in", r"sign ?(?:in|up)", r"create (?:an )?account", "member list", "see all", "creative commons",
    "haber merkezi", r"(?:the|les?|los|las|die|das) \w+",
)  # fmt: skip
"""Beginnings of what is a command, a licence or the name of a paper."""

PERSON_PARTICLES = frozenset(
    (
        "von", "van", "de", "da", "di", "del", "della", "der", "den", "des", "du", "la", "le", "el", "al",
        "bin", "ibn", "abu", "ben", "zu", "zur", "vom", "dos", "das", "do", "y", "e", "ten", "ter", "af", "av",
        "und", "dem", "st", "bint", "d’", "d'", "ul", "ur", "i", "van't", "'t", "y",
    )
)  # fmt: skip

BY_WORDS = (
    "by", "written by", "reported by", "story by", "words by", "text by", "von",
    "ein (?:artikel|beitrag|gastbeitrag) von", "(?:blog ?)?beitrag von", "text", "autor(?:in)?", "par", "por",
    "door", "di", "scritto da", "a cura di", "yazan", "автор", "текст", "بقلم", "كتب",
)  # fmt: skip
"""What stands before a name on a line of its own."""
