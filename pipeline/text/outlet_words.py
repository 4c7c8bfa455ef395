"""Words that tell an outlet or a role from a person's name, as data."""

OUTLET_WORDS = (
    "news", "newspaper", "newspapers", "post", "times", "herald", "tribune", "gazette", "journal", "chronicle",
    "press", "daily", "weekly", "monthly", "quarterly", "review", "magazine", "observer", "guardian",
    "telegraph", "courier", "examiner", "inquirer", "ledger", "bulletin", "dispatch", "register", "sentinel",
    "standard", "independent", "mirror", "express", "globe", "media", "network", "radio", "television", "tv",
    "broadcasting", "online", "wire", "newswire", "today", "report", "reports", "reporter", "record", "digest",
    "blog", "foundation", "institute", "council", "university", "centre", "center", "association", "ministry",
    "department", "service", "agency", "agence", "agentur", "agencia", "agenzia", "ajansı", "haber", "gazetesi",
    "dergisi", "zeitung", "tageblatt", "anzeiger", "nachrichten", "rundschau", "kurier", "bote", "zeit",
    "journal", "le monde", "figaro", "revue", "revista", "diario", "periódico", "noticias", "prensa",
    "giornale", "corriere", "notizie", "jornal", "газета", "вестник", "ведомости", "новости", "журнал",
    "агентство", "телеканал", "портал", "صحيفة", "جريدة", "مجلة", "وكالة", "قناة", "موقع", "coalition",
    "society", "project", "committee", "club", "union", "company", "initiative", "collective", "alliance",
    "forum", "academy", "school", "college", "library", "museum", "office", "group", "contributors to", "cnn",
    "bbc", "nbc", "cbs", "abc", "npr", "pbs", "cnbc", "msnbc",
)  # fmt: skip

ROLE_WORDS = (
    "staff", "correspondents?", "reporters?", "editors?", "writers?", "bureau", "columnists?", "contributors?",
    "contributing", "journalists?", "desk", "analysts?", "chief", "producers?", "guest", "sponsored", "special",
    "freelance", "coordinator", "marketing", "managers?", "experts?", "specialists?", "consultants?",
    "president", "marketers?", "ph\\.?d", "md", "rdn?", "professor", "director", "fellow", "lecturer", "senior",
    "team", "editorial", "admin\\w*", "webmaster", "web desk", "newsroom", "our", "unser\\w*", "notre",
    "nuestro", "nuestra", "nostro", "rédaction", "redaction", "redaktion", "redaktor\\w*", "redakteur\\w*",
    "korrespondent\\w*", "reporterin", "autoren", "redacción", "redactor\\w*", "corresponsal\\w*", "periodista",
    "redazione", "redação", "journaliste", "envoyée?", "correspondante?", "muhabir\\w*", "editörü?",
    "yazı işleri", "haber merkezi", "редакция", "корреспондент\\w*", "обозреватель", "журналист\\w*",
    "редактор\\w*", "مراسل\\w*", "محرر\\w*", "تحرير", "unknown", "anonymous", "user", "email", "read",
    "view all", "follow", "share", "subscribe", "comments?",
)  # fmt: skip
"""Words of a post that somebody holds, or of no author at all; regular expressions."""

POSTS = (
    "staff (?:writer|reporter|correspondent)", "correspondent", "reporter", "columnist", "(?:\\w+ )?editor",
    "contributor", "contributing writer", "staff writer", "journalist", "critic", "bureau chief", "journaliste",
    "correspondante?", "envoyée? spéciale?", "redakteur(?:in)?", "korrespondent(?:in)?", "reporterin",
    "corresponsal", "periodista", "redactor[a]?", "inviato", "giornalista", "корреспондент", "обозреватель",
    "журналист", "спецкор", "muhabir", "gazeteci",
)  # fmt: skip
"""Posts in a newsroom, behind a name in a line of their own; regular expressions."""

TITLES = (
    "fr",
    "sr",
    "br",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "mr",
    "mrs",
    "ms",
    "rev",
    "pr",
    "me",
    "д-р",
    "د",
    "أ",
)
"""What may stand before a name and is no part of it."""
