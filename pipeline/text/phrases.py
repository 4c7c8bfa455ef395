"""The fixed phrases of newsrooms and their page templates, as data: one list a purpose, by language.

English, French, German, Spanish, Italian, Portuguese, Turkish, Russian, Ukrainian, Arabic and Persian. To
widen a rule, add a phrase here; the rules that use them are in `cleaning` and `completeness`. The words of credits
are in `credit_phrases`.
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

NOT_FOUND = (
    r"page (?:is )?not found", r"not found", r"error 404", r"404 error", r"404",
    r"page (?:does not|doesn[’']t) exist",
    r"page (?:is )?(?:missing|unavailable|removed)", r"no longer available", r"page introuvable",
    r"seite nicht gefunden",
    r"nicht gefunden", r"página no encontrada", r"no encontrad[ao]", r"pagina non trovata",
    r"página não encontrada",
    r"sayfa bulunamadı", r"страница не найдена", r"не найден[ао]?", r"сторінку не знайдено", r"الصفحة غير موجودة",
    r"صفحه (?:مورد نظر )?(?:یافت|پیدا) نشد",
)  # fmt: skip

WALL_TITLES = (
    r"just a moment", r"attention required", r"access (?:to this page has been )?denied", r"are you a robot",
    r"verify you are human", r"security check", r"checking your browser", r"before you continue",
    r"your privacy choices",
    r"we value your privacy", r"cookie (?:consent|wall|policy|settings)", r"log ?in", r"sign ?in", r"403 forbidden",
    r"forbidden", r"service unavailable", r"bad gateway", r"ddos[- ]guard", r"consent", r"privacy settings",
)  # fmt: skip

CONSENT = (
    r"cookies?", r"(?:your )?privacy", r"consent", r"accept all", r"reject all",
    r"manage (?:options|preferences|settings)",
    r"personal data", r"personali[sz]ed ads?", r"our partners", r"legitimate interest", r"einwilligung",
    r"datenschutz\w*",
    r"alle akzeptieren", r"zustimmen", r"consentement", r"tout accepter", r"données personnelles", r"aceptar todo",
    r"consentimiento", r"privacidad", r"файл\w* cookie", r"согласи\w+", r"персональны\w+ данн\w+", r"çerez\w*",
    r"ملفات تعريف الارتباط",
)  # fmt: skip

PAYWALL = (
    r"(?:subscribe|sign up|register|log in|sign in) (?:now )?to (?:continue|keep|finish) reading",
    r"(?:subscribe|log in|sign in|register) to (?:read|unlock|access|view) (?:the )?(?:full|rest|whole|this|entire)\b"
    r"[^.\n]{0,30}",
    r"to (?:continue|keep) reading,? (?:please )?(?:subscribe|log in|sign in|register|become)",
    r"to read (?:the|this) (?:full|rest|whole|entire)?[^.\n]{0,30},? (?:please )?(?:subscribe|log in|sign in|"
    r"register|become)",
    r"(?:this )?(?:article|story|content|page) is (?:only )?(?:available |reserved )?(?:for|to|exclusive to) "
    r"(?:paid |paying |premium |our )?(?:subscribers|members)(?: only)?",
    r"(?:for|available to) (?:paid |premium )?subscribers only", r"subscriber[- ]only (?:content|article|story)",
    r"already a subscriber\? (?:log|sign) in", r"you have (?:reached|used) (?:your|all)[^.\n]{0,30}free articles?",
    r"article réservé aux abonnés", r"(?:la suite|cet article) est réservée? (?:aux|à nos) abonnés",
    r"il vous reste \d+\s?% de cet article", r"lesen sie diesen artikel (?:weiter )?mit", r"jetzt weiterlesen mit",
    r"nur für abonnenten", r"contenido exclusivo para suscriptores",
    r"(?:artículo|contenido) (?:solo|exclusivo) para suscriptores",
    r"contenuto riservato agli abbonati", r"conteúdo exclusivo para assinantes",
    r"(?:материал|статья|текст) доступ[а-я]+ (?:только )?(?:подписчикам|по подписке)", r"оформите подписку,? чтобы",
    r"هذا المحتوى (?:متاح )?للمشتركين",
)  # fmt: skip
