"""The language of a text: what the page declares, the feed, or the script alone. Nothing is guessed from words."""

import re

_TAG = re.compile(r"^\s*([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2,4}))?\b")
_SCRIPTS = {
    "Cyrillic": re.compile("[\u0400-\u04ff]"),
    "Arabic": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "Hebrew": re.compile("[\u0590-\u05ff]"),
    "Greek": re.compile("[\u0370-\u03ff]"),
    "Georgian": re.compile("[\u10a0-\u10ff]"),
    "Armenian": re.compile("[\u0530-\u058f]"),
    "Thai": re.compile("[\u0e00-\u0e7f]"),
    "Kana": re.compile("[\u3040-\u30ff]"),
    "Hangul": re.compile("[\uac00-\ud7af]"),
    "Han": re.compile("[\u4e00-\u9fff]"),
    "Latin": re.compile("[A-Za-z\u00c0-\u024f]"),
}
_OF_SCRIPT = {
    "Cyrillic": {
        "ru",
        "uk",
        "be",
        "bg",
        "mk",
        "sr",
        "kk",
        "ky",
        "tg",
        "mn",
        "tt",
        "ba",
        "ce",
        "av",
        "os",
        "uz",
        "az",
    },
    "Arabic": {"ar", "fa", "ur", "ps", "ku", "ckb", "ug", "sd"},
    "Hebrew": {"he", "yi"},
    "Greek": {"el"},
    "Georgian": {"ka"},
    "Armenian": {"hy"},
    "Thai": {"th"},
    "Kana": {"ja"},
    "Hangul": {"ko"},
    "Han": {"zh", "ja"},
}
_LETTERS = {
    "uk": re.compile("[іїєґ]", re.IGNORECASE),
    "ru": re.compile("[ыэъ]", re.IGNORECASE),
    "fa": re.compile("[پچژگ\u06cc\u06a9]"),
    "ar": re.compile("[ةىيك]"),
}
_SAMPLE = 2000


def find_language(text: str, declared: tuple[str | None, ...]) -> str | None:
    """Return the two- or three-letter code of the language of `text`, or None where nothing says it.

    The first of the `declared` tags that the script of the text allows is taken; then the script alone decides
    where it has one language, or letters tell Ukrainian from Russian and Persian from Arabic.

    >>> find_language("Он сказал, что это объём", ("en-US",)), find_language("He said", ("en_GB",))
    ('ru', 'en')
    """
    script = _find_script(text[:_SAMPLE])
    for tag in declared:
        code = match[1].lower() if (match := _TAG.match(tag or "")) else ""
        if code and code != "und" and _fits(code, script):
            return code
    return _guess(text[:_SAMPLE], script)


def _find_script(sample: str) -> str | None:
    if sample.isascii():
        return "Latin" if len(sample) >= 20 else None
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items()}
    if counts["Kana"] > counts["Han"] // 20:
        counts["Kana"] += counts["Han"]
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= 10 else None


def _fits(code: str, script: str | None) -> bool:
    if script is None:
        return True
    if script == "Latin":
        return code not in {
            "ru",
            "uk",
            "bg",
            "ar",
            "fa",
            "ur",
            "ps",
            "he",
            "el",
            "ka",
            "hy",
            "th",
            "ja",
            "ko",
            "zh",
        }
    return code in _OF_SCRIPT[script]


def _guess(sample: str, script: str | None) -> str | None:
    if script == "Cyrillic":
        ukrainian, russian = len(_LETTERS["uk"].findall(sample)), len(_LETTERS["ru"].findall(sample))
        return "uk" if ukrainian > russian else "ru" if russian else None
    if script == "Arabic":
        persian, arabic = len(_LETTERS["fa"].findall(sample)), len(_LETTERS["ar"].findall(sample))
        return "fa" if persian > arabic else "ar" if arabic else None
    codes = _OF_SCRIPT.get(script or "", set())
    return "zh" if script == "Han" else next(iter(codes)) if len(codes) == 1 else None
