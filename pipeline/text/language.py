"""The language of a text: the declared tag that script and common words allow, else what these tell.

Tags are often a template's: `en` on a site that writes French. So the commonest short words of forty-odd languages
(`stop_words`) may overrule a tag that they contradict plainly, and speak alone where nothing is declared.
"""

import re
from collections import Counter
from typing import NamedTuple

from pipeline.text.stop_words import FAMILIES, STOP_WORDS

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
_LATIN_TOO = frozenset(("az", "uz", "ku"))
"""Languages of several scripts, whose common words are listed in Latin."""
_LETTERS = {
    "uk": re.compile("[іїєґ]", re.IGNORECASE),
    "ru": re.compile("[ыэъ]", re.IGNORECASE),
    "fa": re.compile("[پچژگ\u06cc\u06a9]"),
    "ar": re.compile("[ةىيك]"),
}
_SAMPLE = 1200
_WORD = re.compile(r"[^\W\d_]+(?:[’'‘][^\W\d_]+)?")
_MIN_WORDS = 30
_MOSTLY = 0.85
_PLAIN = 0.14
"""The least share of common words at which a language is taken to be seen; prose has .25 to .45 in its own."""
_AHEAD = 1.25


_SCRIPT_OF = {
    code: next(
        (script for script, codes in _OF_SCRIPT.items() if code in codes and code not in _LATIN_TOO), "Latin"
    )
    for code in STOP_WORDS
}
_LANGUAGES_OF = {
    word: tuple(code for code, common in STOP_WORDS.items() if word in common)
    for word in frozenset().union(*STOP_WORDS.values())
}


class Language(NamedTuple):
    """A two- or three-letter code, or None, and where it came from: the place of a tag, `script` or `words`."""

    code: str | None
    source: str | None


def find_language(text: str, declared: tuple[tuple[str, str | None], ...]) -> Language:
    """Return the language of `text`; `declared` are (place, tag) pairs in the order of trust.

    The first tag that the script of the text allows is taken, unless the text has 30 words, and over twice as many
    common words of another language. Without a tag script and words decide where they are plain.

    >>> find_language("Он сказал, что это объём", (("html", "en-US"),))
    Language(code='ru', source='script')
    """
    sample = text[:_SAMPLE]
    script = _find_script(sample)
    shares = _count_common(sample, script)
    best = max(shares, key=lambda code: shares[code], default="")
    for place, tag in declared:
        code = match[1].lower() if (match := _TAG.match(tag or "")) else ""
        if not code or code == "und" or not _fits(code, script):
            continue
        if best and shares[best] >= _PLAIN and shares[best] > 2 * shares.get(code, 0) and not _is_near(code, best):
            return Language(best, "words")
        return Language(code, place)
    others = [share for code, share in shares.items() if code != best]
    if best and shares[best] >= _PLAIN and shares[best] >= _AHEAD * max(others, default=0):
        return Language(best, "words")
    guess = _guess(sample, script)
    return Language(guess, "script" if guess else None)


def _count_common(sample: str, script: str | None) -> dict[str, float]:
    """The share of a text's words that each language of its script has among its common ones; {} for a short text."""
    words = _WORD.findall(sample.casefold())
    if len(words) < _MIN_WORDS:
        return {}
    counts: Counter[str] = Counter()
    for word, count in Counter(words).items():
        for code in _LANGUAGES_OF.get(word, ()):
            counts[code] += count
    return {code: count / len(words) for code, count in counts.items() if _SCRIPT_OF[code] == script}


def _is_near(code: str, other: str) -> bool:
    return code == other or any(code in family and other in family for family in FAMILIES)


def _find_script(sample: str) -> str | None:
    if sample.isascii():
        return "Latin" if len(sample) >= 20 else None
    if len(sample.encode("ascii", "ignore")) > _MOSTLY * len(sample) and len(sample) >= 100:
        return "Latin"
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
