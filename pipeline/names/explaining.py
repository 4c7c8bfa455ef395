"""article → why: every place where a spelling of the lexicon stands, and what became of it, mention or not."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.names.folding import View, view_text
from pipeline.names.hits import Hit, judge_match, keep_longest, list_edges
from pipeline.names.lexicons import LOOK_ALIKE, Bearer, Lexicon
from pipeline.names.matching import find_spellings
from pipeline.names.objections import find_objection
from pipeline.names.resolution import resolve
from schemas.records import Alias, Document, Mention, Record


class Claim(Record):
    """An alias that is spelled so, and whose it is."""

    entity_id: str
    alias: Alias


class Explanation(Record):
    """A place, who claims it, and the decision: a mention, or why there is none.

    `rule` is the rule of the mention, or `none` where no mention was made; `evidence` says why. Offsets count
    characters of the text, or of the title.
    """

    start_char: int
    end_char: int
    surface: str
    in_title: bool
    claims: tuple[Claim, ...]
    entity_id: str | None
    rule: str
    evidence: str
    candidates: tuple[str, ...] = ()


class _Place(NamedTuple):
    start: int
    end: int
    bearers: tuple[Bearer, ...]
    reason: str


def explain(document: Document, lexicon: Lexicon) -> tuple[Explanation, ...]:
    """Explain every place of a document where a spelling of the lexicon stands, the title's first.

    Places that `resolve` made mentions of have its rule and evidence; the others say what stood against them.
    """
    mentions = resolve(document, lexicon)
    found: list[Explanation] = []
    for in_title, text in ((True, document.title), (False, document.text)):
        view = view_text(text, lambda: lexicon.words)
        left = {mention.start_char: mention for mention in mentions if mention.in_title is in_title}
        starts = sorted(left)
        for place in _list_places(view, lexicon, in_title):
            start, end = view.to_original(place.start, place.end)
            # A mention may begin later than what was matched: an article or a title is no part of a name.
            inside = starts[(index := bisect_left(starts, start)) : index + 1]
            held = not place.reason and bool(inside) and inside[0] < end
            mention = left.pop(inside[0], None) if held else None
            found.append(_explain_place(text, place, start, end, mention, in_title))
        # What is left are short forms that only the document defines.
        found.extend(_explain_mention(mention, ()) for mention in left.values())
    return tuple(sorted(found, key=lambda e: (not e.in_title, e.start_char, e.end_char)))


def _list_places(view: View, lexicon: Lexicon, in_title: bool) -> Iterator[_Place]:
    matches = list(find_spellings(view.folded, lexicon))
    judged = [judge_match(view, match, lexicon, in_title=in_title) for match in matches]
    hits = [hit for hit in judged if isinstance(hit, Hit)]
    longest = keep_longest(hits, len(view.folded))
    # The longest ones do not overlap: their ends are sorted as their starts are.
    ends = [hit.end for hit in longest]
    edges = list_edges(hit for hit in longest if hit.bearers[0].kind != LOOK_ALIKE)
    for (number, start, end), hit in zip(matches, judged, strict=True):
        holder = next(iter(longest[(place := bisect_right(ends, start)) : place + 1]), None)
        if isinstance(hit, Hit) and holder is not None:
            yield _Place(hit.start, hit.end, hit.bearers, _find_reason(view, hit, holder, lexicon, edges))
        elif isinstance(hit, str) and (holder is None or holder.start >= end):
            yield _Place(start, end, lexicon.read_bearers(number), hit)


def _find_reason(view: View, hit: Hit, holder: Hit, lexicon: Lexicon, edges: frozenset[int]) -> str:
    """Return why a hit is no mention; the reason of one that is a mention is not read."""
    if hit is not holder:
        return f"overlaps the longer name “{view.kept[holder.start : holder.end]}”"
    if hit.bearers[0].kind == LOOK_ALIKE:
        return f"a look-alike: “{hit.best_alias}” names nobody of the lexicon"
    return find_objection(view, hit, lexicon, edges)


def _explain_place(
    text: str, place: _Place, start: int, end: int, mention: Mention | None, in_title: bool
) -> Explanation:
    claims = tuple(Claim(entity_id=bearer.entity_id, alias=bearer.alias) for bearer in place.bearers)
    if mention is not None:
        return _explain_mention(mention, claims)
    return Explanation(
        start_char=start,
        end_char=end,
        surface=text[start:end],
        in_title=in_title,
        claims=claims,
        entity_id=None,
        rule="none",
        evidence=place.reason or "a look-alike by its context words",
    )


def _explain_mention(mention: Mention, claims: tuple[Claim, ...]) -> Explanation:
    return Explanation(claims=claims, **mention.model_dump(exclude={"alias"}))
