"""Every place where an alias is written as a whole token in the right case; nothing is decided here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.names.folding import View
from pipeline.names.lexicons import LOOK_ALIKE, Bearer, Lexicon
from pipeline.names.matching import PROCLITICS, UNSPACED, Match, find_spellings

_STRENGTHS = {"strong": 0, "weak": 1, "ambiguous": 2}
_ADDRESS_TAIL = re.compile(
    r"(?:[-.]\w{1,63}){0,8}\.(?:com|org|net|gov|edu|info|int|mil|io|ru|ca|uk|tv|me|fr|de|ir|sy|iq|tr|ua|il)\b(?!\.\w)"
)
_ADDRESS_HEAD = re.compile(r"://|^www\.|@|^[\w.-]+\.\w{2,}/", re.IGNORECASE)
_REACH = 120
_ARTICLES = ("ال", "لل")
_CAPITAL_ARTICLES = ("The ", "Al-", "Al ", "El-", "El ", "Аль-", "Эль-", "Ан-", "Аш-", "Ар-", "Ас-", "Ат-", "Аз-")


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A matched alias, equal only to itself.

    Indexes count characters of the folded view; `name_end` leaves out a mangled `s`.
    """

    in_title: bool
    start: int
    end: int
    name_end: int
    bearers: tuple[Bearer, ...]
    possessive: bool

    @property
    def is_mangled(self) -> bool:
        """Say whether the possessive lost its apostrophe (`ISISs`)."""
        return self.end > self.name_end

    @property
    def best_alias(self) -> str:
        """The alias text of the first (strongest) bearer."""
        return self.bearers[0].alias.text


def find_hits(view: View, lexicon: Lexicon, *, in_title: bool) -> list[Hit]:
    """Return the hits, the longest where they overlap, sorted by start; a look-alike hides what it covers."""
    longest = keep_longest(match_spellings(view, lexicon, in_title=in_title), len(view.folded))
    return [hit for hit in longest if hit.bearers[0].kind != LOOK_ALIKE]


def match_spellings(view: View, lexicon: Lexicon, *, in_title: bool) -> list[Hit]:
    """Return all places of spellings as whole tokens, those inside longer ones and those of look-alikes too.

    A place depends on the text and on the bearers of its own spelling alone: `changes` builds on that.
    """
    hits = (judge_match(view, match, lexicon, in_title=in_title) for match in find_spellings(view.folded, lexicon))
    return [hit for hit in hits if isinstance(hit, Hit)]


def fits_case(written: str, cased: str) -> bool:
    """Say whether a name is written in its own case: as it is, in title case, or all in capitals.

    >>> [fits_case(w, "Army of Islam") for w in ("Army Of Islam", "ARMY OF ISLAM", "army of Islam")]
    [True, True, False]

    An article at the beginning may be small. A tag (`#IslamicState`), shorter than the name that it writes, may have
    any case.
    """
    if written == cased or len(written) != len(cased):
        return True
    if cased.startswith(_CAPITAL_ARTICLES) and written[0] == cased[0].lower():
        written = cased[0] + written[1:]
    shouted = written.isupper()
    for index, (char, model) in enumerate(zip(written, cased, strict=True)):
        if model.isupper() and not char.isupper():
            return False
        starts_word = index == 0 or not written[index - 1].isalnum()
        if char.isupper() and not model.isupper() and not starts_word and not shouted:
            return False
    return True


def judge_match(view: View, match: Match, lexicon: Lexicon, *, in_title: bool) -> Hit | str:
    """Return the hit that a matched spelling is, or why it is none: a piece of a word, another case, an address."""
    number, start, end = match
    folded = view.folded
    proclitic = ""
    if start and folded[start - 1].isalnum() and folded[start] < UNSPACED and folded[start - 1] < UNSPACED:
        proclitic = _read_proclitic(folded, start)
        if not proclitic:
            return "a piece of a longer word"
    tail = end
    if folded[end : end + 1].isalnum() and folded[end - 1].isalnum() and not _is_unspaced(folded, end):
        if not _has_lost_apostrophe(folded, end):
            return "a piece of a longer word"
        tail = end + 1
    fitting = _fit_bearers(view.kept[start:end], lexicon.read_bearers(number), proclitic)
    if not fitting or (tail > end and not _may_be_mangled(view.kept, start, end)):
        return "not written as the alias is"
    if _is_in_address(view.kept, start, end):
        return "inside an address"
    if _is_in_code(view.kept, start, tail, fitting[0]):
        return "a piece of a code or of another name"
    quoted = start > 0 and folded[start - 1] == "'"
    possessive = tail > end or folded.startswith("'" if not quoted else "'s", end)
    return Hit(in_title, start, tail, end, fitting, possessive)


def _read_proclitic(folded: str, start: int) -> str:
    """Return the Arabic particles written onto a name (و ب ل ال …), or nothing where the token is another word."""
    begin = start
    while begin and start - begin < 5 and folded[begin - 1].isalnum():
        begin -= 1
    particle = folded[begin:start]
    return particle if particle in PROCLITICS else ""


def _is_unspaced(folded: str, end: int) -> bool:
    return folded[end] >= UNSPACED or folded[end - 1] >= UNSPACED


def _has_lost_apostrophe(folded: str, end: int) -> bool:
    return folded[end] == "s" and folded[end - 1].isascii() and not folded[end + 1 : end + 2].isalnum()


def _may_be_mangled(kept: str, start: int, end: int) -> bool:
    """A capital S is a lost possessive only in a headline in capitals: `RUSSIAS`, but not `ISISS`."""
    name = kept[start:end]
    return kept[end] == "s" or (name.isupper() and end - start > 5)


@lru_cache(maxsize=1 << 16)
def _fit_bearers(written: str, bearers: tuple[Bearer, ...], proclitic: str) -> tuple[Bearer, ...]:
    """Keep the bearers whose case fits, one claim an entity, the strongest first."""
    best: dict[str, Bearer] = {}
    for bearer in bearers:
        if bearer.needs_article and not proclitic.endswith(_ARTICLES):
            continue
        if bearer.alias.case == "exact" and not fits_case(written, bearer.cased):
            continue
        other = best.get(bearer.entity_id)
        if other is None or _rank_claim(bearer, written) < _rank_claim(other, written):
            best[bearer.entity_id] = bearer
    return tuple(sorted(best.values(), key=lambda bearer: (_STRENGTHS[bearer.alias.strength], bearer.entity_id)))


def _rank_claim(bearer: Bearer, written: str) -> tuple[int, bool, bool]:
    return _STRENGTHS[bearer.alias.strength], bearer.cased != written, bearer.alias.valid_to is not None


def _is_in_address(kept: str, start: int, end: int) -> bool:
    """Say whether the name stands inside a URL, a domain, an e-mail address, or a handle that is longer."""
    before, after = kept[max(0, start - 1) : start], kept[end : end + 1]
    if before == "@" and not kept[max(0, start - 2) : start - 1].strip():
        return after in ("_", "-", "@") or (after == "." and kept[end + 1 : end + 2].isalnum())
    if (before not in "@./:=_-" and after not in ".@_-/") or (not before.strip() and not after.strip()):
        return False
    head = kept[max(0, start - _REACH) : start].split()
    left = head[-1] if head and before.strip() else ""
    return bool(_ADDRESS_HEAD.search(left)) or _ADDRESS_TAIL.match(kept, end) is not None or after == "@"


def _is_in_code(kept: str, start: int, end: int, bearer: Bearer) -> bool:
    """Say whether a short acronym is part of a model, firm or currency: `IS-3`, `S&P`, `AU$`."""
    if end - start > 5 or not bearer.cased.isupper():
        return False
    after = kept[end : end + 2]
    if after[:1] == "-" and after[1:].isdigit():
        return True
    return end - start <= 3 and (kept[start - 1 : start] == "&" or after[:1] in ("&", "$", "£"))


def list_edges(hits: Iterable[Hit]) -> frozenset[int]:
    """Return where hits begin and end."""
    return frozenset(edge for hit in hits for edge in (hit.start, hit.end))


def keep_longest(hits: list[Hit], size: int) -> list[Hit]:
    """Return the hits that no longer one overlaps, the first of equally long ones, sorted by start."""
    if all(one.end <= other.start for one, other in pairwise(hits)):
        return hits
    taken = bytearray(size)
    kept = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.name_end, hit.start)):
        if taken.find(1, hit.start, hit.end) < 0:
            taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
