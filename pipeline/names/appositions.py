"""Names that a text puts beside each other: `X, also known as Y`, `X (formerly Y)`, `Y, an offshoot of X`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.names.capitals import read_name_after, read_name_before
from schemas.records import CandidateRelation

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Apposition:
    """Two names of the `same` thing, or a `branch` (`left`) and what it is a branch of (`right`).

    Spans count characters of the kept text. Where a text says only `a group calling itself Y`, `left` is None.
    """

    left: Span | None
    right: Span
    relation: CandidateRelation


_ADVERB = (
    r"(?:also|otherwise|better|previously|formerly|formally|now|commonly|locally|popularly|widely|once|originally|"
    r"officially|variously|sometimes|often|then)"
)
_GROUP = (
    r"(?:group|militia|faction|organi[sz]ation|movement|party|alliance|coalition|brigade|network|outfit|cell|unit|"
    r"battalion|gang|cartel|insurgency|sect|rebels|fighters|jihadists|militants)"
)
_KIND = (
    r"(?:offshoot|branch|splinter|affiliate|faction|wing|arm|spin-?off|successor|breakaway|subsidiary|proxy|chapter|"
    r"subgroup|sub-group|precursor|predecessor|forerunner|front)"
)
_NAMED = r"(?= [\"“«]?[^\Wa-z])"
_OWN_KIND = r"(?:offshoot|branch|splinter|affiliate|faction|wing|arm|spin-?off|subsidiary|chapter|franchise)"
_SAME = (
    (
        ("known", "called", "named", "styled", "referred", "dubbed"),
        rf"{_ADVERB} (?:known|called|named|styled|referred to|dubbed)(?: locally| simply| internationally)?"
        r"(?: as| by)?(?: (?:its|the|their|his) (?:\w+ )?(?:acronym|initials|abbreviation|name|alias|nom de guerre)"
        r"(?: of| as)?)?",
    ),
    (
        ("known",),
        r"\b(?:is|are|was|were|who|widely|group|,) known (?:as|by (?:its|the|their) (?:\w+ )?"
        r"(?:acronym|initials|name)(?: of| as)?)",
    ),
    (
        ("a.k.a", "aka", "AKA", "alias", "formerly", "née", "nom de guerre", "real name"),
        rf"(?:\ba\.k\.a\.|\baka|\bAKA|\balias|\bformerly|\bnée|\bnom de guerre|\bwhose real name (?:is|was)){_NAMED}",
    ),
    (
        ("now", "previously", "originally"),
        rf"(?:(?<=[,(] )now|(?<=\()(?:now|previously|originally)){_NAMED}",
    ),
    (
        ("itself", "themselves", "himself"),
        r"(?:call|styl|nam|renam|rebrand|dubb|rechristen)(?:ing|s|es|ed|led|e) (?:itself|themselves|himself)(?: as)?",
    ),
    (
        ("renamed", "rebranded", "rechristened", "its name"),
        r"(?:was|were|been|being|later|since|subsequently|and) (?:renamed|rebranded|rechristened)(?: as| to)?|"
        r"chang(?:ed|ing|es) its name(?: from [^\n.;]{2,50})? to",
    ),
    (
        ("called", "named", "dubbed", "known", "under the"),
        rf"\b{_GROUP}(?: \w{{1,20}})? (?:called|named|dubbed|known as)|"
        r"(?:known|operating|acting|fighting) under the (?:name|banner)(?: of)?",
    ),
    (
        ("известн", "называ", "именуе", "именующ", "назван", "переимен", "она же", "он же", "(ранее", "(бывш"),
        r"(?:также |ранее |прежде |более |ныне |теперь )?(?:известн|называем|именуем)\w{2,4} (?:также )?"
        r"(?:как|под названием)|(?:называющ|именующ)\w{2,4} себя|\bпод названием|переименован\w{0,3} в|"
        r"(?<=[,(] )она? же|(?<=\()(?:ранее|бывш\w{2,4})",
    ),
    (("відом", "назвою"), r"(?:також |раніше )?відом\w{1,3} (?:також )?як|\bпід назвою"),
    (
        ("connu", "appel", "nommé", "anciennement", "rebaptis"),
        r"(?:également|aussi|autrefois|anciennement|plus) (?:connu|appelé|nommé)e?s?(?: sous le nom d[e’'])?|"
        r"se faisant appeler|\banciennement|\brebaptisée?",
    ),
    (
        ("conocid", "llamad", "bekannt als", "ehemals"),
        r"(?:también|antes|anteriormente) (?:conocid|llamad)[oa]s?(?: como)?|auch bekannt als|\behemals",
    ),
    (
        ("المعروف", "المسم", "تطلق على", "يعرف باسم"),
        r"المعروف(?:ة|ين)?(?: أيضا| سابقا| اختصارا)? ?(?:باسم|ب(?= ?[\"“«]))|المسم(?:ى|اة)|تطلق على نفسها(?: اسم)?|"
        r"ما يعرف باسم",
    ),
)
"""Phrases between two names of one thing, by language, each with words of which one must be there: a quick look."""

_CUES = tuple((needles, re.compile(cue)) for needles, cue in _SAME)
_BRANCH = re.compile(
    rf"(?:an?|the|its) (?:[\w'’-]{{1,20}} ){{0,3}}?{_KIND}(?: {_GROUP})? (?:of|to|from|within) (?:the )?"
    rf"(?:[a-z-]{{1,20}} ){{0,2}}?(?=[^\Wa-z]|[\"“«]|al-)"
)
_OWNED = re.compile(
    rf"(?:(?:'s|’s|') (?:[\w-]{{1,20}} ){{0,2}}?| (?:[a-z-]{{1,20}} ){{0,2}}?){_OWN_KIND}(?: {_GROUP})?,? "
    rf"(?:the )?(?=[^\Wa-z]|[\"“«]|al-)"
)
_GLUE = re.compile(
    r"(?:[\s,(\[–—-]|\b(?:which|who|that|is|was|are|were|be|been|has|have|had|itself|later|then|since|it|also|"
    r"once|group|которая|который|qui|est)\b)+$"
)
_MOST = 300


def find_appositions(kept: str) -> list[Apposition]:
    """Return the appositions of a text in order, the first few hundred; whom a name means is not asked here.

    >>> find_appositions("Harakat Q, also known as HQA, said")
    [Apposition(left=(0, 9), right=(25, 28), relation='same')]
    """
    found: list[Apposition] = []
    for cue in [cue for needles, cue in _CUES if any(needle in kept for needle in needles)]:
        found.extend(_take(_read_same(kept, match) for match in cue.finditer(kept)))
    found.extend(_take(_read_branch(kept, match) for match in _BRANCH.finditer(kept)))
    found.extend(_take(_read_owned(kept, match) for match in _OWNED.finditer(kept)))
    distinct = {(apposition.right, apposition.relation): apposition for apposition in reversed(found)}
    return sorted(distinct.values(), key=lambda apposition: apposition.right)


def _take(read: Iterator[Apposition | None]) -> Iterator[Apposition]:
    for number, apposition in enumerate(read):
        if number >= _MOST:
            return
        if apposition is not None:
            yield apposition


def _read_same(kept: str, cue: re.Match[str]) -> Apposition | None:
    right = read_name_after(kept, cue.end()) or _read_caseless(kept, cue.end())
    left = _read_left(kept, cue.start())
    if right is None or (left is not None and kept[slice(*left)] == kept[slice(*right)]):
        return None
    return Apposition(left, right, "same")


def _read_branch(kept: str, cue: re.Match[str]) -> Apposition | None:
    left, right = _read_left(kept, cue.start()), read_name_after(kept, cue.end())
    return Apposition(left, right, "branch") if left is not None and right is not None else None


def _read_owned(kept: str, cue: re.Match[str]) -> Apposition | None:
    """Read `al-Qaeda's Syrian branch Y` the other way round: the branch stands on the right."""
    parent, branch = read_name_before(kept, cue.start()), read_name_after(kept, cue.end())
    return Apposition(branch, parent, "branch") if parent is not None and branch is not None else None


def _read_left(kept: str, end: int) -> Span | None:
    begin = max(0, end - 160)
    glue = _GLUE.search(kept, begin, end)
    return read_name_before(kept, glue.start()) if glue is not None else None


def _read_caseless(kept: str, start: int) -> Span | None:
    """Read up to four words of a script without capitals, where punctuation ends them."""
    words = _CASELESS.match(kept, start, start + 80)
    return (words.start(1), words.end(1)) if words is not None else None


_CASELESS = re.compile(r" ?((?:[\u0600-\u06ff]+ ){0,3}[\u0600-\u06ff]{2,})(?=[،,.؛()\n»\"])")
