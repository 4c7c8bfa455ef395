"""article → mentions: hits, then in-document definitions, then evidence, then a decision with its reason for each.

The rules are those of DESIGN §5. A rule that cannot decide keeps the mention without an entity and says who it
may be; only the verb `is`, pieces of longer names and look-alikes leave nothing behind.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipeline.names.bindings import Binding, Bindings, bind_definitions, introduce_hits
from pipeline.names.definitions import find_definitions
from pipeline.names.evidence import Evidence, Place, Weight, place_hit
from pipeline.names.folding import View, view_text
from pipeline.names.grammar import is_common_noun, is_title_with_article, read_neighbours
from pipeline.names.hits import Hit, find_hits, list_edges
from pipeline.names.lexicons import LOOK_ALIKE, Bearer, Lexicon
from pipeline.names.objections import find_objection
from pipeline.names.verbs import may_be_verb
from schemas.records import Document, Mention

MAX_TEXT = 300_000
"""How many characters of a text names are sought in: some fifty thousand words, the length of a book."""
_ELIGIBLE = 2
_LEAD = 3


@dataclass(frozen=True, slots=True)
class _Decision:
    entity_id: str | None
    alias: str
    rule: str
    evidence: str
    candidates: tuple[str, ...] = ()


def resolve(document: Document, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Find every mention of the lexicon's entities in a document, the title's first, then by `start_char`.

    Of a text the first `MAX_TEXT` characters are read.
    Offsets count characters of `document.title` where `in_title`, else of `document.text`. A mention with
    `entity_id` None names its candidates and says in `evidence` what is missing.
    """
    title, text = document.title, document.text[:MAX_TEXT]
    views = (view_text(title, lambda: lexicon.words), view_text(text, lambda: lexicon.words))
    found = _find_all(views, lexicon)
    edges = tuple(list_edges(hit for hit in found if hit.in_title is in_title) for in_title in (True, False))
    hits = [h for h in found if not find_objection(views[not h.in_title], h, lexicon, edges[not h.in_title])]
    evidence = Evidence(views, lexicon.relatives, _find_namesakes(found, hits))
    day = document.published_at.date() if document.published_at is not None else None
    sure = _find_sure(views, hits, day)
    bindings = _bind(views, found, hits, sure, lexicon)
    if bindings:
        hits = _add_introduced(views, hits, found, bindings, lexicon)
    decisions = _decide_all(views, hits, day, bindings, evidence)
    named = [hit for hit in hits if decisions[hit].rule != LOOK_ALIKE]
    return tuple(_write_mention(views, hit, decisions[hit]) for hit in named)


def _find_all(views: tuple[View, View], lexicon: Lexicon) -> list[Hit]:
    title, text = views
    return [*find_hits(title, lexicon, in_title=True), *find_hits(text, lexicon, in_title=False)]


def _find_namesakes(found: list[Hit], hits: list[Hit]) -> dict[str, Place]:
    """Return, for each person, where the surname is first a piece of somebody else's name."""
    namesakes: dict[str, Place] = {}
    if len(found) > len(hits):
        kept = set(hits)
        for hit in found:
            if hit not in kept:
                for bearer in hit.bearers:
                    if bearer.kind == "person":
                        namesakes.setdefault(bearer.entity_id, place_hit(hit))
    return namesakes


def _find_sure(views: tuple[View, View], hits: Iterable[Hit], day: date | None) -> dict[Hit, str]:
    """Return the hits that one strong alias claims alone on that day."""
    sure = {}
    for hit in hits:
        bearers = _list_bearers(hit, day)
        strong = len(bearers) == 1 and bearers[0].alias.strength == "strong"
        if strong and not is_common_noun(views[not hit.in_title], hit):
            sure[hit] = bearers[0].entity_id
    return sure


def _bind(
    views: tuple[View, View], found: list[Hit], hits: list[Hit], sure: dict[Hit, str], lexicon: Lexicon
) -> Bindings:
    title, text = views
    definitions = [*find_definitions(title.kept, in_title=True), *find_definitions(text.kept)]
    return bind_definitions(definitions, found, hits, sure, lexicon)


def _add_introduced(
    views: tuple[View, View], hits: list[Hit], found: list[Hit], bindings: Bindings, lexicon: Lexicon
) -> list[Hit]:
    """Add the short forms that only the document knows; where an alias was found and left out, it stays out."""
    added = []
    for view, in_title in zip(views, (True, False), strict=True):
        taken = [hit for hit in found if hit.in_title is in_title]
        added.extend(introduce_hits(view, bindings, taken, lexicon, in_title=in_title))
    return sorted([*hits, *added], key=place_hit)


def _decide_all(
    views: tuple[View, View], hits: list[Hit], day: date | None, bindings: Bindings, evidence: Evidence
) -> dict[Hit, _Decision]:
    """Decide the sure hits first, then strong names with rivals, then the rest, each on what is known by then."""
    decisions: dict[Hit, _Decision] = {}
    rounds: tuple[list[Hit], list[Hit], list[Hit]] = ([], [], [])
    for hit in hits:
        rounds[_pick_round(hit, day)].append(hit)
    for number, chosen in enumerate(rounds):
        for hit in chosen:
            view = views[not hit.in_title]
            decisions[hit] = _decide(view, hit, day, bindings, evidence)
            entity_id = decisions[hit].entity_id
            if entity_id is not None and (number < 2 or decisions[hit].rule == "defined-here"):
                evidence.add_anchor(entity_id, hit)
    return {**decisions, **_carry_over(views, rounds[2], decisions)}


def _pick_round(hit: Hit, day: date | None) -> int:
    strengths = [bearer.alias.strength for bearer in _list_bearers(hit, day)]
    return 0 if strengths == ["strong"] else 1 if "strong" in strengths else 2


def _carry_over(views: tuple[View, View], hits: list[Hit], decisions: dict[Hit, _Decision]) -> dict[Hit, _Decision]:
    """Let an ambiguous name that the context decided at one place mean the same where the document repeats it."""
    meant: dict[str, dict[str | None, _Decision]] = {}
    for hit in hits:
        if decisions[hit].rule == "context":
            surface = views[not hit.in_title].kept[hit.start : hit.name_end]
            meant.setdefault(surface, {}).setdefault(decisions[hit].entity_id, decisions[hit])
    carried = {}
    for hit in hits:
        others = meant.get(views[not hit.in_title].kept[hit.start : hit.name_end], {})
        if decisions[hit].rule == "ambiguous" and len(others) == 1:
            first = next(iter(others.values()))
            reason = f"decided elsewhere in the document by {first.evidence}"
            carried[hit] = _Decision(first.entity_id, first.alias, "same-document", reason)
    return carried


def _decide(view: View, hit: Hit, day: date | None, bindings: Bindings, evidence: Evidence) -> _Decision:
    binding = bindings.find(
        view.folded[hit.start : hit.name_end], view.kept[hit.start : hit.name_end], place_hit(hit)
    )
    if binding is not None:
        return _decide_defined(hit, binding)
    if is_common_noun(view, hit):
        return _leave_open(hit, hit.bearers, "written as a common noun")
    if is_title_with_article(view, hit):
        return _leave_open(hit, hit.bearers, "after “the”, as the acronym is not")
    if may_be_verb(view, hit):
        return _leave_open(hit, hit.bearers, "as likely the English word")
    bearers = _prefer_own_case(view, hit, _list_bearers(hit, day))
    if not bearers:
        return _leave_open(hit, hit.bearers, f"not in use with this meaning on {day}")
    if len(bearers) == 1 and bearers[0].alias.strength == "strong":
        return _decide_strong(hit, bearers[0], day)
    return _decide_weighed(hit, bearers, day, evidence)


def _list_bearers(hit: Hit, day: date | None) -> tuple[Bearer, ...]:
    """Return who was so called on a day; of several, those that had been founded by then."""
    valid = tuple(bearer for bearer in hit.bearers if bearer.is_valid_on(day))
    if day is None or len(valid) < 2:
        return valid
    return tuple(bearer for bearer in valid if bearer.founded is None or bearer.founded <= day) or valid


def _prefer_own_case(view: View, hit: Hit, bearers: tuple[Bearer, ...]) -> tuple[Bearer, ...]:
    """Keep those whose alias is in capitals where the name alone is: `ISIS` among small letters is no goddess."""
    surface = view.kept[hit.start : hit.name_end]
    if len(bearers) < 2 or not surface.isupper() or any(map(str.isupper, read_neighbours(view, hit))):
        return bearers
    return tuple(bearer for bearer in bearers if bearer.cased.isupper()) or bearers


def _decide_defined(hit: Hit, binding: Binding) -> _Decision:
    if binding.entity_id is None:
        reason = f"defined in the document as “{binding.long_form}”, which the lexicon does not know"
        return _Decision(None, hit.best_alias, "defined-otherwise", reason)
    alias = next((b.alias.text for b in hit.bearers if b.entity_id == binding.entity_id), binding.short)
    return _Decision(binding.entity_id, alias, "defined-here", f"defined in the document as “{binding.long_form}”")


def _decide_strong(hit: Hit, bearer: Bearer, day: date | None) -> _Decision:
    alias = bearer.alias.text
    if len(hit.bearers) > 1:
        return _Decision(bearer.entity_id, alias, "dated", f"of its bearers only this one can be meant on {day}")
    if hit.possessive:
        shape = "possessive without its apostrophe" if hit.is_mangled else "possessive"
        return _Decision(bearer.entity_id, alias, "possessive", f"{shape} of the strong alias “{alias}”")
    return _Decision(bearer.entity_id, alias, "strong", f"strong alias “{alias}”")


def _decide_weighed(hit: Hit, bearers: tuple[Bearer, ...], day: date | None, evidence: Evidence) -> _Decision:
    """Choose between bearers by weight. A rival displaces a strong bearer only by a clear lead."""
    weights = {bearer: evidence.weigh(bearer, hit) for bearer in bearers}
    strong = [bearer for bearer in bearers if bearer.alias.strength == "strong"]
    if strong:
        return _decide_against_rivals(hit, strong, weights, day)
    eligible = [bearer for bearer in bearers if weights[bearer].score >= _ELIGIBLE]
    top = max((weights[bearer].score for bearer in eligible), default=0)
    best = [bearer for bearer in eligible if weights[bearer].score == top]
    if len(best) > 1 and day is not None:
        best = [bearer for bearer in best if bearer.ended is None or bearer.ended >= day] or best
    if len(best) != 1:
        reason = "equal evidence for several" if best else "no evidence in the document"
        return _leave_open(hit, tuple(best) or bearers, reason)
    return _accept(hit, best[0], weights[best[0]])


def _decide_against_rivals(
    hit: Hit, strong: list[Bearer], weights: dict[Bearer, Weight], day: date | None
) -> _Decision:
    holder = max(strong, key=lambda bearer: (weights[bearer].score, bearer.alias.valid_to is None))
    rivals = [bearer for bearer in weights if bearer not in strong]
    rival = max(rivals, key=lambda bearer: weights[bearer].score, default=None)
    if rival is not None and weights[rival].score >= 2 * weights[holder].score + _LEAD:
        return _accept(hit, rival, weights[rival])
    equal = [b for b in strong if weights[b].score == weights[holder].score]
    if len(equal) > 1 and not (day is None and sum(b.alias.valid_to is None for b in equal) == 1):
        return _leave_open(hit, tuple(equal), "equal evidence for several")
    if rival is not None and weights[rival].score >= 100 and weights[holder].score >= 100:
        return _accept(hit, holder, weights[holder])
    return _decide_strong(
        Hit(hit.in_title, hit.start, hit.end, hit.name_end, (holder,), hit.possessive), holder, day
    )


def _accept(hit: Hit, bearer: Bearer, weight: Weight) -> _Decision:
    if bearer.kind == LOOK_ALIKE:
        return _Decision(None, bearer.alias.text, LOOK_ALIKE, weight.reason)
    shape = "; possessive without its apostrophe" if hit.is_mangled else ""
    return _Decision(bearer.entity_id, bearer.alias.text, weight.rule, weight.reason + shape)


def _leave_open(hit: Hit, bearers: tuple[Bearer, ...], reason: str) -> _Decision:
    return _Decision(None, hit.best_alias, "ambiguous", reason, tuple(sorted({b.entity_id for b in bearers})))


def _write_mention(views: tuple[View, View], hit: Hit, decision: _Decision) -> Mention:
    view = views[not hit.in_title]
    start, end = view.to_original(*_find_span(view, hit, decision))
    return Mention(
        start_char=start,
        end_char=end,
        surface=view.original[start:end],
        entity_id=decision.entity_id,
        alias=decision.alias,
        rule=decision.rule,
        evidence=decision.evidence,
        in_title=hit.in_title,
        candidates=decision.candidates,
    )


def _find_span(view: View, hit: Hit, decision: _Decision) -> tuple[int, int]:
    """Return where the name itself stands, without article, title, and words such as `news agency`."""
    bearer = next((b for b in hit.bearers if b.entity_id == decision.entity_id), hit.bearers[0])
    start, end = hit.start + _count_article(view, hit), hit.end
    # Words are counted, because a variant of an alias may be longer or shorter (`Sheik`), and a tag has one.
    for _ in range(bearer.head):
        start = view.folded.find(" ", start, hit.name_end) + 1 or hit.start
    for _ in range(bearer.tail):
        space = view.folded.rfind(" ", start, hit.name_end if end == hit.end else end)
        end = space if space > start else end
    return start, end


def _count_article(view: View, hit: Hit) -> int:
    """Return how many characters of a hit are an article that is no part of the name, as in `the Pentagon`."""
    if not view.folded.startswith("the ", hit.start) or hit.end - hit.start < 6:
        return 0
    keeps = hit.bearers[0].kind in ("outlet", "place") and view.kept[hit.start].isupper()
    return 0 if keeps else 4
