"""The words that credits are written with, as data: one list a purpose, by language.

English, French, German, Spanish, Italian, Portuguese, Turkish, Russian, Ukrainian, Arabic and Persian. To widen a
rule, add a phrase here; the names of agencies are in `wires`.
"""

MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "janv", "janvier", "févr", "fév", "février", "mars", "avr", "avril", "mai", "juin", "juil", "juillet", "août", "aout",
    "septembre", "octobre", "novembre", "décembre", "déc",
    "januar", "jänner", "februar", "märz", "juni", "juli", "oktober", "dezember", "okt", "dez",
    "ene", "enero", "febrero", "marzo", "abr", "abril", "mayo", "junio", "julio", "ago", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre", "dic",
    "gen", "gennaio", "febbraio", "aprile", "mag", "maggio", "giu", "giugno", "lug", "luglio", "settembre", "ott",
    "ottobre", "fev", "fevereiro", "março", "maio", "junho", "julho", "setembro", "outubro", "novembro", "dezembro",
    "ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık",
    "янв", "фев", "март", "мар", "апр", "мая", "май", "июн", "июл", "авг", "сен", "сент", "окт", "ноя", "нояб", "дек",
    "январ", "феврал", "апрел", "август", "сентябр", "октябр", "ноябр", "декабр", "січ", "лют", "берез", "квіт", "трав",
    "черв", "лип", "серп", "верес", "жовт", "листопад", "груд",
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
"""Beginnings of the names of months, to which an ending may be added."""

DAYS = (
    "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
    "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
    "pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar",
    "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье",
)  # fmt: skip

PARTICLES = frozenset(
    (
        "of", "the", "and", "for", "at", "in", "on", "de", "da", "di", "do", "dos", "das", "del", "della", "der", "den",
        "des", "du", "la", "le", "el", "al", "van", "von", "zu", "zur", "bin", "ibn", "abu", "ben", "und", "y", "et", "e",
        "with", "и", "ve", "am", "an", "im", "les", "los", "las", "ter", "ten", "bint", "al-", "el-", "dal", "dalla",
    )
)  # fmt: skip
"""Small words inside names."""

SHORT_PLACES = frozenset(
    (
        "ROME", "ROMA", "OSLO", "LIMA", "KYIV", "KIEV", "BERN", "BERNE", "DOHA", "BAKU", "RIGA", "ADEN", "GAZA", "GRAZ",
        "KÖLN", "BONN", "WIEN", "LYON", "NICE", "KANO", "LOME", "LOMÉ", "MALÉ", "MALE", "SUVA", "APIA", "ULAN", "ANKA",
        "LINZ", "BARI", "DILI", "ACRE", "VIGO", "LEÓN", "CALI", "CORK", "YORK", "BATH", "HOMS", "IDLIB", "ERBIL", "КИЕВ",
        "КИЇВ", "БАКУ", "РИМ", "ОМСК", "РИГА", "ОСЛО", "УФА", "СОЧИ",
    )
)  # fmt: skip
"""Places of up to four letters that datelines name."""

NO_PLACES = frozenset(
    (
        "breaking", "update", "updated", "exclusive", "watch", "video", "photos", "photo", "live", "opinion", "analysis",
        "editorial", "interview", "explainer", "factbox", "timeline", "correction", "corrected", "note", "notice",
        "warning", "spoiler", "review", "preview", "column", "comment", "commentary", "question", "answer", "read",
        "listen", "news", "sport", "sports", "business", "politics", "world", "advertisement", "sponsored", "podcast",
        "report", "special", "feature", "insight", "profile", "obituary", "quiz", "poll", "recap", "related", "more",
        "summary", "highlights", "background", "context", "source", "sources", "author", "about", "contact", "price",
        "cost", "date", "time", "where", "when", "what", "who", "why", "how", "step", "part", "chapter", "day",
        "moderator", "host", "reporter", "narrator", "transcript", "disclaimer", "disclosure", "copyright", "tags",
        "срочно", "видео", "фото", "мнение", "обновлено", "вопрос", "ответ", "exclusif", "vidéo", "eilmeldung", "kommentar",
        "meinung", "interview:", "exklusiv", "vídeo", "exclusivo", "opinión", "son", "dakika", "özel", "haber", "güncelleme",
        "by", "par", "von", "por", "di", "da", "autor", "auteur", "quelle", "quellen", "fuente", "fuentes", "fonte",
        "kaynak", "yazan", "muhabir", "источник", "автор", "текст", "джерело", "المصدر", "مصدر", "منبع", "بقلم", "كتب", "foto",
        "fotos", "photograph", "photographs", "image", "images", "picture", "pictures", "credit", "crédit", "bild", "fotoğraf",
        "imagen", "تصوير", "via", "with", "editing", "additional",
    )
)  # fmt: skip
"""Words in capitals before a colon or dash that are labels, not places; folded."""
