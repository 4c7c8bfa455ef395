"""The dateline that a text opens with: place, day and agency before the first sentence."""

import re

from pipeline.text.credits import find_credits

_MAX_LINE = 240
_CAPITALS = r"[A-ZÀ-ÞА-ЯЁІЇЄҐ][A-ZÀ-ÞА-ЯЁІЇЄҐ.'’-]+"
_BARE = re.compile(
    rf"^(?P<words>(?:{_CAPITALS}[ /]){{0,3}}{_CAPITALS}(?:, [^\W\d_][\w. -]{{1,30}}?)?(?:,\s*[^()/\n]{{1,30}}?)?"
    r"\s*(?:[–—―]| -))\s*(?=[“\"«„]?[^\W\d_])(?=[^a-zß-ÿа-яё])"
)
"""A place in capitals, its country and the day, a dash, and a sentence: what follows a dash inside one is small."""


def find_dateline(text: str) -> str:
    """Return the dateline that `text` begins with, with the mark that ends it; "" where there is none.

    >>> find_dateline("PARIS, March 4 (Reuters) - Talks began."), find_dateline("PARIS — Talks began.")
    ('PARIS, March 4 (Reuters) -', 'PARIS —')
    >>> find_dateline("МОСКВА, 4 мар — РИА Новости. Переговоры начались."), find_dateline("NATO — so he says — met.")
    ('МОСКВА, 4 мар — РИА Новости.', '')
    """
    first = text[:_MAX_LINE].partition("\n")[0]
    stated = (credit.evidence for credit in find_credits(first) if credit.role == "agency")
    if (words := next(stated, "")) and len(words) < len(first) and first.startswith(words):
        return words.rstrip()
    bare = _BARE.match(first)
    return bare["words"] if bare else ""
