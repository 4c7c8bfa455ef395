"""article → names that its text defines or uses and the lexicon lacks; what a curator is shown to judge."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from pipeline.names.appositions import Span, find_appositions
from pipeline.names.capitals import PLACE, TAKEN, find_runs, is_headline, opens_sentence
from pipeline.names.definitions import find_definitions
from pipeline.names.folding import View, fold_text, view_text
from pipeline.names.hits import match_spellings
from pipeline.names.lexicons import Lexicon
from schemas.records import CandidateKind, CandidateRelation, Document, Mention, NameCandidate

_MOST, _MOST_CAPITALISED = 50, 25
_MOST_LOOKED_AT = 400
_MOST_COUNTED = 1000
_QUOTE, _QUOTE_BEFORE = 200, 90
_STOPS = (". ", "! ", "? ", "\n")
_KINDS: tuple[CandidateKind, ...] = ("defined", "apposition", "acronym", "capitalised")
_SPACES = re.compile(r"[^\S\n]")
_WRAPS = re.compile(r"(?<!\n)\n(?!\n)")
_PLACES = frozenset({"state", "place"})


def find_candidates(document: Document, mentions: Iterable[Mention], lexicon: Lexicon) -> tuple[NameCandidate, ...]:
    """Find the names of a document that the lexicon lacks, the best evidence first, at most fifty.

    Args:
        document: The document.
        mentions: What `resolve` found in it, with the same lexicon.
        lexicon: What is known.
    """
    mentions = tuple(mentions)
    title = _Field(view_text(document.title), [m for m in mentions if m.in_title], lexicon, in_title=True)
    text = _Field(view_text(document.text), [m for m in mentions if not m.in_title], lexicon, in_title=False)
    found: dict[str, _Sighting] = {}
    for part in (title, text):
        for sighting in (*_read_definitions(part), *_read_appositions(part)):
            _add(found, sighting)
    ordinary = {fold_text(short) for part in (title, text) for short in part.ordinary}
    for part in (title, text):
        for sighting in _read_capitals(part):
            if sighting.folded not in ordinary:
                _add(found, sighting)
    return tuple(_choose(found.values(), (title, text), lexicon))


@dataclass
class _Field:
    """The title or the text, with the places of its mentions in the kept text."""

    view: View
    mentions: Sequence[Mention]
    lexicon: Lexicon
    in_title: bool
    plain: str = field(init=False)
    taken: bytearray = field(init=False)
    places: list[tuple[int, int, Mention]] = field(init=False)
    ordinary: set[str] = field(default_factory=set)
    related: list[Span] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.plain = _SPACES.sub(" ", self.view.kept)
        self.taken = bytearray(len(self.view.kept))
        self.places = []
        for mention in self.mentions:
            start, end = (self.view.from_original(place) for place in (mention.start_char, mention.end_char))
            entity = self.lexicon.entities.get(mention.entity_id) if mention.entity_id else None
            mark = PLACE if entity is not None and entity.kind in _PLACES else TAKEN
            self.taken[start:end] = bytes([mark]) * (end - start)
            self.places.append((start, end, mention))

    def find_mention(self, span: Span) -> Mention | None:
        """Return the mention that covers nearly all of a span."""
        start, end = span
        index = bisect_left(self.places, end, key=lambda place: place[0])
        while index and self.places[index - 1][1] > start:
            index -= 1
            low, high, mention = self.places[index]
            # `Men of Black Dawn` and `Группировка ИГИЛ` end in whom they mean; `Free Army of Lemuria` does not.
            is_tail = high >= end and self.taken[low] == TAKEN
            if is_tail or min(high, end) - max(low, start) >= 0.8 * (end - start):
                return mention
        return None

    def is_mere_opening(self, span: Span) -> bool:
        """Say whether one word has its capital only because a sentence begins with it: `Боевики, называющие …`."""
        start, end = span
        word = self.view.kept[start:end]
        is_sure = " " in word or word.isupper() or any(self.taken[start:end])
        return not is_sure and opens_sentence(self.plain, start, end)


@dataclass
class _Sighting:
    """A name at its first place in a field."""

    part: _Field
    span: Span
    kind: CandidateKind
    name: str
    folded: str
    other_form: str | None = None
    relation: CandidateRelation | None = None
    entity_id: str | None = None
    times: int = 1
    is_opening: bool = False


def _see(part: _Field, span: Span, kind: CandidateKind) -> _Sighting:
    name = " ".join(part.view.kept[slice(*span)].split())
    return _Sighting(part, span, kind, name, fold_text(name))


def _add(found: dict[str, _Sighting], sighting: _Sighting) -> None:
    """Keep the sighting with the best evidence of each name, and how often it was seen outside of openings."""
    known = found.get(sighting.folded)
    if known is None:
        found[sighting.folded] = sighting
        return
    known.times += sighting.times
    known.is_opening = known.is_opening and sighting.is_opening
    if known.entity_id is None and sighting.entity_id is not None:
        known.other_form, known.relation, known.entity_id = (
            sighting.other_form,
            sighting.relation,
            sighting.entity_id,
        )


def _read_definitions(part: _Field) -> Iterator[_Sighting]:
    kept = part.view.kept
    for definition in find_definitions(kept, in_title=part.in_title)[:_MOST_LOOKED_AT]:
        long_span = (definition.long_start, definition.long_end)
        short_span = (definition.position, definition.position + len(definition.short))
        long_form = kept[slice(*long_span)]
        if not _looks_like_name(long_form):
            part.ordinary.add(definition.short)
        elif definition.strict or " " in long_form:
            yield from _relate(part, long_span, short_span, "defined", "same")


def _read_appositions(part: _Field) -> Iterator[_Sighting]:
    if part.in_title and is_headline(part.view.kept):
        return
    for apposition in find_appositions(_WRAPS.sub(" ", part.plain)):
        yield from _relate(part, apposition.left, apposition.right, "apposition", apposition.relation)


def _relate(
    part: _Field, left: Span | None, right: Span, kind: CandidateKind, relation: CandidateRelation
) -> Iterator[_Sighting]:
    """Yield the side or sides of a pair of names that are unknown, each with what is on its other side.

    Of a branch only the branch is new knowledge; what it is a branch of is left to its own places.
    """
    spans = (left, right)
    for one, other in (spans, spans[::-1]) if relation == "same" else (spans,):
        if one is None or part.is_mere_opening(one):
            continue
        mention = part.find_mention(one)
        if mention is not None and mention.rule != "defined-here":
            continue
        sighting = _see(part, one, kind)
        part.related.append(one)
        if other is not None and not part.is_mere_opening(other):
            named = part.find_mention(other)
            written = named.surface if named is not None else part.view.kept[slice(*other)]
            sighting.other_form = " ".join(written.split())
            sighting.relation = relation
            sighting.entity_id = named.entity_id if named is not None else None
        yield sighting


def _read_capitals(part: _Field) -> Iterator[_Sighting]:
    taken = bytearray(part.taken)
    for start, end in part.related:
        taken[start:end] = bytes([TAKEN]) * (end - start)
    for run in find_runs(part.plain, taken):
        sighting = _see(part, (run.start, run.end), "acronym" if run.is_acronym else "capitalised")
        sighting.is_opening = run.is_opening
        yield sighting


def _looks_like_name(text: str) -> bool:
    """Say whether the words of a long form are capitalised, or of a script without case."""
    longer = [word for word in text.split() if len(word) > 3] or text.split()
    if not any(char.isupper() or char.islower() for char in text):
        return True
    return sum(any(map(str.isupper, word[:4])) for word in longer) >= 0.6 * len(longer)


def _choose(
    sightings: Iterable[_Sighting], parts: tuple[_Field, _Field], lexicon: Lexicon
) -> Iterator[NameCandidate]:
    """Yield the best sightings whose names the lexicon lacks, counted over title and text."""
    useful = [s for s in sightings if not s.is_opening and (s.kind != "acronym" or s.times > 1)]
    chosen = capitalised = 0
    for sighting in nsmallest(_MOST_LOOKED_AT, useful, key=_rank):
        if chosen == _MOST or len(sighting.name) > 120 or is_known(sighting.name, lexicon):
            continue
        capitalised += sighting.kind == "capitalised"
        if sighting.kind == "capitalised" and capitalised > _MOST_CAPITALISED:
            continue
        chosen += 1
        yield _write_candidate(sighting, parts)


def _rank(sighting: _Sighting) -> tuple[int, int, bool, int, str]:
    place = (not sighting.part.in_title, sighting.span[0])
    return (_KINDS.index(sighting.kind), -sighting.times, *place, sighting.folded)


def is_known(name: str, lexicon: Lexicon) -> bool:
    """Say whether a whole name is a spelling of the lexicon, of a look-alike too."""
    view = view_text(name)
    return any(
        hit.start == 0 and hit.end == len(view.folded) for hit in match_spellings(view, lexicon, in_title=False)
    )


def _write_candidate(sighting: _Sighting, parts: tuple[_Field, _Field]) -> NameCandidate:
    view = sighting.part.view
    return NameCandidate(
        name=sighting.name,
        folded=sighting.folded,
        kind=sighting.kind,
        occurrences=max(1, sum(_count(part.view.folded, sighting.folded) for part in parts)),
        in_title=sighting.part.in_title,
        start_char=view.to_original(*sighting.span)[0],
        quote=_quote(view.kept, *sighting.span),
        other_form=sighting.other_form,
        relation=sighting.relation,
        entity_id=sighting.entity_id,
    )


def _count(folded: str, name: str) -> int:
    """Count whole occurrences, the first thousand."""
    count = place = 0
    while count < _MOST_COUNTED and (place := folded.find(name, place)) >= 0:
        end = place + len(name)
        before, after = folded[place - 1 : place] if place else "", folded[end : end + 1]
        count += not before.isalnum() and (not after.isalnum() or after == "s")
        place = end
    return count


def _quote(kept: str, start: int, end: int) -> str:
    """Return the sentence round a name, or the words of it that are near."""
    low = max(0, start - _QUOTE_BEFORE)
    begin = max([low, *(place + 1 for mark in _STOPS if (place := kept.rfind(mark, low, start)) >= 0)])
    if begin == low and low:
        begin = kept.find(" ", low, start) + 1 or start
    limit = begin + _QUOTE
    close = min([limit, *(place + 1 for mark in _STOPS if (place := kept.find(mark, end, limit)) >= 0)])
    return " ".join(kept[begin:close].split())
