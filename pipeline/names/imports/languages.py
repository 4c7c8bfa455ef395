"""The language of a name that comes without one, as far as its letters tell."""

import re
import unicodedata

UNDETERMINED = "und"
_SCRIPTS = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "GREEK": "el",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "THAI": "th",
    "ETHIOPIC": "am",
}
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_PERSIAN = re.compile("[پچژگی]")
_FOREIGN_LATIN = re.compile(
    r"[^\W\d_a-zA-Z’ʿʾ]|(?<![\w-])(?:de|del|della|des|du|di|da|do|dos|la|le|les|et|y|und|der|für|ve)(?![\w-])"
)


def guess_language(text: str) -> str:
    """Return the language that the script of a name suggests; `und` for Latin letters that are not English ones.

    >>> [guess_language(t) for t in ("Дніпро", "حزب الله", "Boko Haram", "Front de libération")]
    ['uk', 'ar', 'en', 'und']
    """
    if text.isascii():
        return UNDETERMINED if _FOREIGN_LATIN.search(text) else "en"
    language = ""
    for char in text:
        if char.isalpha() and not char.isascii():
            language = _SCRIPTS.get(unicodedata.name(char, "").partition(" ")[0].partition("-")[0], "")
            if language not in ("", "zh"):
                break
    if language == "ru":
        return "uk" if _UKRAINIAN.search(text) else "ru"
    if language == "ar":
        return "fa" if _PERSIAN.search(text) else "ar"
    return language or (UNDETERMINED if _FOREIGN_LATIN.search(text) else "en")
