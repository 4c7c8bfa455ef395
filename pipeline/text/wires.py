"""The news agencies of the world, as texts write them, as data; the rules that use them are in `agencies`.

A name in capitals counts only so written. To make an agency known, add its name here.
"""

AGENCIES = (
    # Worldwide
    "Associated Press", "The Associated Press", "AP", "Reuters", "Thomson Reuters", "Agence France-Presse",
    "Agence France Presse", "AFP", "AFP-Relaxnews", "UPI", "United Press International", "Bloomberg",
    "Bloomberg News", "Dow Jones", "Dow Jones Newswires", "Inter Press Service", "IPS", "CNS", "IRIN",
    # Press releases
    "PRNewswire", "PR Newswire", "Business Wire", "BUSINESS WIRE", "GlobeNewswire", "GLOBE NEWSWIRE",
    "ACCESSWIRE", "Newswire.com", "Canada NewsWire", "CNW", "Marketwired", "Newsfile Corp", "EQS", "ots",
    "news aktuell",
    # English-speaking countries, South Asia
    "Press Association", "PA Media", "PA", "Canadian Press", "The Canadian Press", "AAP", "NZPA", "SAPA", "GNA",
    "PTI", "Press Trust of India", "IANS", "ANI", "UNI", "APP", "UNB", "BSS", "NAN", "News Agency of Nigeria",
    "PANA", "SABC News", "Bernama", "KNA", "ZNBC", "Ghana News Agency", "Rudaw", "States News Service",
    "Tribune News Service", "TNS", "McClatchy", "Capitol News Illinois", "Kaiser Health News",
    "KFF Health News", "Stacker", "The Center Square", "Cronkite News", "City News Service", "Bay City News",
    "CBC News",
    # German, Dutch, Nordic
    "dpa", "DPA", "sda", "apa", "afp", "ap", "ats", "dpa-AFX", "dpa-infocom", "Deutsche Presse-Agentur", "APA",
    "SDA", "Keystone-SDA", "epd", "KNA", "SID", "ddp", "dapd", "DAPD", "AP-DJ", "ANP", "Belga", "BELGA", "NTB",
    "TT", "Ritzau", "STT", "FNB",
    # Romance languages
    "ATS", "EFE", "Agencia EFE", "Europa Press", "Notimex", "Télam", "Telam", "Prensa Latina", "Andina",
    "Colprensa", "Xinhua Español", "ANSA", "Adnkronos", "AGI", "LaPresse", "askanews", "Askanews", "Lusa",
    "Agência Brasil", "Agência Lusa", "Estadão Conteúdo", "Folhapress", "APS", "MAP", "TAP", "APAnews",
    "Agerpres", "AGERPRES", "Mediafax",
    # Central and Eastern Europe, Balkans
    "PAP", "ČTK", "CTK", "TASR", "MTI", "BTA", "Tanjug", "HINA", "Hina", "Beta", "FENA", "MIA", "ATA", "BNS",
    "LETA", "ELTA", "ΑΠΕ-ΜΠΕ", "ANA-MPA", "ANA", "BIRN",
    # Russia, Ukraine, the Caucasus, Central Asia
    "TASS", "ITAR-TASS", "RIA Novosti", "RIA", "Interfax", "Interfax-Ukraine", "Ukrinform", "UNIAN", "UNN",
    "Sputnik", "BelTA", "Belta", "Kazinform", "Trend", "Report", "APA-Economics", "Armenpress",
    "Interpressnews", "AKIpress", "Regnum", "REGNUM", "Rosbalt", "Khabar", "Kabar", "Turan", "ТАСС",
    "ИТАР-ТАСС", "РИА Новости", "РИА «Новости»", "РИА", "Интерфакс", "Интерфакс-Украина", "УНИАН", "УНІАН",
    "Укринформ", "Укрінформ", "УНН", "Інтерфакс-Україна", "БелТА", "БЕЛТА", "Казинформ", "Росбалт", "РАПСИ",
    "ПРАЙМ", "Прайм", "РБК", "Спутник", "Синьхуа", "Рейтер", "Рейтерс", "Франс Пресс", "АФП",
    "Ассошиэйтед Пресс", "Ассошиэйтед пресс", "Анадолу", "АиФ", "АГН «Москва»", "Агентство «Москва»",
    # Turkey, Iran, Arab states
    "Anadolu", "Anadolu Agency", "Anadolu Ajansı", "AA", "DHA", "Demirören Haber Ajansı", "İHA", "IHA",
    "İhlas Haber Ajansı", "ANKA", "ANF", "KHA", "TAK", "Mezopotamya Ajansı", "JINNEWS", "BHA", "IRNA", "ISNA",
    "Fars", "Fars News Agency", "Tasnim", "Mehr", "Mehr News Agency", "Press TV", "SANA", "INA", "NINA", "WAM",
    "SPA", "KUNA", "QNA", "BNA", "ONA", "Petra", "NNA", "MENA", "WAFA", "Wafa", "SABA", "Saba", "SUNA", "LANA",
    "Shafaq News", "Hawar News", "Xeber24", "رويترز", "فرانس برس", "وكالة الصحافة الفرنسية", "أ ف ب", "ا ف ب",
    "أ.ف.ب", "ا.ف.ب", "أسوشيتد برس", "أسوشييتد برس", "الأسوشيتد برس", "أ ب", "أ.ب", "سانا", "واس", "وام",
    "الأناضول", "د ب أ", "د.ب.أ", "شينخوا", "سبوتنيك", "قنا", "كونا", "بترا", "واع", "وفا", "بنا", "أ ش أ",
    "أ.ش.أ", "وكالة أنباء الشرق الأوسط", "وكالة الأنباء الألمانية", "سونا", "سبأ", "معا", "بلومبرغ", "بلومبيرغ",
    "تاس", "نوفوستي", "إنترفاكس", "الوكالة الوطنية للإعلام", "ایرنا", "تسنیم", "فارس", "مهر", "ایسنا",
    # East Asia and the Pacific
    "Xinhua", "XINHUA", "Kyodo", "Kyodo News", "Jiji", "Jiji Press", "Yonhap", "Newsis", "News1", "KCNA", "CNA",
    "Central News Agency", "VNA", "TNA", "Antara", "ANTARA", "MNA", "China News Service", "RNZ", "BenarNews",
    "Philippine News Agency", "PNA",
)  # fmt: skip

WORD_NAMES = frozenset(
    (
        "Report", "Trend", "Beta", "Fars", "Mehr", "Petra", "Saba", "Andina", "Antara", "Khabar", "Kabar",
        "Turan", "Stacker", "Regnum", "Rudaw", "ots", "АиФ", "Спутник", "Прайм", "سونا", "قنا", "معا", "بنا",
        "فارس", "مهر", "سبأ", "واس", "أ ب",
    )
)  # fmt: skip
"""Names that are also words, people or places: counted only within the marks of a dateline, `(Mehr) –`."""

SHORT_NAMES = frozenset(
    (
        "AA", "PA", "ANA", "MIA", "UNI", "TAP", "MAP", "TT", "ATA", "SID", "INA", "NINA", "LANA", "TAK", "BHA",
        "KHA", "ONA", "MNA", "TNA", "CNA", "SPA", "APS", "BSS", "ANF", "GNA", "NAN", "PNA", "CNS", "IPS", "TNS",
        "EQS", "RIA",
    )
)  # fmt: skip
"""Abbreviations that other bodies share: counted in a dateline, a byline or brackets of their own, but not where
they merely end a line: `AA` is also the button that makes letters larger."""

UNNAMED = (
    "Agencies", "News Agencies", "Agences", "Agenturen", "Agencias", "Agenzie", "Agências", "Ajanslar",
    "Wire reports", "Wire services", "Wires", "Агентства", "وكالات", "الوكالات",
)  # fmt: skip
"""What stands in the place of an author where the agencies have no names."""

AGENCY_EDGES = (
    "the", "staff", "news agency", "news service", "newsroom", "news", "wire", "wires", "agency", "reporters",
    "reporter", "correspondents", "correspondent", "photo", "writer", "writers", "sports", "via", "from",
    "online", "agence", "l'agence", "agencia", "la agencia", "agenzia", "agência", "nachrichtenagentur",
    "agentur", "die", "der", "l'", "l’", "la", "ajansı", "haber ajansı", "haber merkezi", "редакция",
    "агентство", "информагентство", "агентства", "корреспондент", "وكالة", "وكالة الأنباء", "وكالة أنباء",
)  # fmt: skip
"""Words round an agency's name that are no part of it."""
