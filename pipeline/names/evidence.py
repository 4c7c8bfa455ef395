"""What a document offers as evidence: who is surely named in it and where first, and which words it uses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.names.folding import View
from pipeline.names.grammar import is_shouting, is_title_acronym, read_neighbours
from pipeline.names.hits import Hit
from pipeline.names.lexicons import Bearer
from pipeline.names.words import HIGH_TITLES, LOCATIVES

_NEAR = 70
_MAX_CONTEXT = 20
_ANCHOR = 100
_HOUSE_STYLE = 8
"""What the entity's presence weighs for `Isis`, which some papers write and which girls and boats are called, too."""
_RELATIVE = 2
_LOCATED = 2
_CREDITED = 10
_CREDIT_END = re.compile(r"\)|/| Photo\b|, [A-Z]")
_WORD = re.compile(r"\w+")
_CLITICS = "وفبل"

Place = tuple[int, int]
"""Where something stands in reading order: 0 for the title or 1 for the text, then the index."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How much speaks for a bearer, and the reason in words."""

    score: int
    rule: str
    reason: str


@dataclass
class Evidence:
    """The evidence of one document, gathered while it is resolved.

    `anchors` holds the first sure name of each entity, `namesakes` where somebody else of its surname is named first.
    """

    views: tuple[View, View]
    relatives: Mapping[str, frozenset[str]]
    namesakes: Mapping[str, Place] = field(default_factory=dict)
    anchors: dict[str, tuple[Place, str]] = field(default_factory=dict)
    _capitals: set[tuple[str, str]] = field(default_factory=set)
    _surnames: dict[str, dict[str, Place]] = field(default_factory=dict)
    _words: frozenset[str] | None = None
    _contexts: dict[Bearer, list[str]] = field(default_factory=dict)

    def add_anchor(self, entity_id: str, hit: Hit) -> None:
        """Remember that an entity is surely named at a hit."""
        view, place = self.views[not hit.in_title], place_hit(hit)
        surface = view.kept[hit.start : hit.name_end]
        known = self.anchors.get(entity_id)
        if known is None or place < known[0]:
            self.anchors[entity_id] = (place, surface)
        folded = view.folded[hit.start : hit.name_end]
        if hit.bearers[0].kind == "person" and " " in folded:
            self._surnames.setdefault(_read_surname(folded), {}).setdefault(entity_id, place)
        key = (entity_id, folded)
        if key not in self._capitals and surface.isupper() and not hit.in_title and not is_shouting(view, hit):
            self._capitals.add(key)

    def writes_capitals(self, bearer: Bearer, hit: Hit) -> bool:
        """Say whether the document writes `ISIS` where it means it, so that its `Isis` is somebody else."""
        view = self.views[not hit.in_title]
        key = (bearer.entity_id, view.folded[hit.start : hit.name_end])
        return key in self._capitals and not view.kept[hit.start : hit.name_end].isupper()

    def weigh(self, bearer: Bearer, hit: Hit) -> Weight:
        """Weigh what speaks for a bearer of a hit: its full name, its context words, its relatives."""
        if self.writes_capitals(bearer, hit):
            return Weight(0, "", "")
        anchor = self.anchors.get(bearer.entity_id)
        if bearer.alias.strength == "weak" and self._follows_namesake(bearer, hit):
            return Weight(0, "", "")
        if anchor is not None and (bearer.alias.strength != "weak" or anchor[0] < place_hit(hit)):
            if bearer.alias.strength == "weak":
                return Weight(_ANCHOR, "full-name", f"full name “{anchor[1]}” earlier in the document")
            score = _HOUSE_STYLE if is_title_acronym(self.views[not hit.in_title], hit) else _ANCHOR
            return Weight(score, "same-document", f"“{anchor[1]}” in the same document")
        found = self._find_context(bearer)
        sign = find_sign(self.views[not hit.in_title], hit, bearer.kind)
        if found:
            near = self._find_near(found, hit)
            score = min(len(found) + 3 * len(near) + sign.score, _MAX_CONTEXT)
            return Weight(score, "context", f"context words: {', '.join((near or found)[:5])}")
        if sign.score:
            return sign
        kin = sorted(self.relatives.get(bearer.entity_id, frozenset()) & self.anchors.keys())
        if kin and bearer.kind != "person" and len(hit.bearers) == 1:
            return Weight(_RELATIVE, "context", f"its relative “{self.anchors[kin[0]][1]}” in the same document")
        return Weight(0, "", "")

    def _follows_namesake(self, bearer: Bearer, hit: Hit) -> bool:
        """Say whether somebody else of the surname, known or not, was named in full before."""
        here = place_hit(hit)
        stranger = self.namesakes.get(bearer.entity_id)
        if stranger is not None and stranger < here:
            return True
        surname = _read_surname(self.views[not hit.in_title].folded[hit.start : hit.name_end])
        others = self._surnames.get(surname, {})
        return any(place < here for entity_id, place in others.items() if entity_id != bearer.entity_id)

    def _find_context(self, bearer: Bearer) -> list[str]:
        """Return the bearer's context words in the document, looked for once (a phrase costs a whole scan)."""
        if bearer not in self._contexts:
            self._contexts[bearer] = [need for need in bearer.needs if self._has_phrase(need)]
        return self._contexts[bearer]

    def _has_phrase(self, phrase: str) -> bool:
        words = self._read_words()
        parts = _WORD.findall(phrase)
        if not all(part in words for part in parts):
            return False
        return len(parts) == 1 or any(phrase in view.folded for view in self.views)

    def _read_words(self) -> frozenset[str]:
        if self._words is None:
            self._words = _list_words(" ".join(view.folded for view in self.views))
        return self._words

    def _find_near(self, found: list[str], hit: Hit) -> list[str]:
        folded = self.views[not hit.in_title].folded
        window = f"{folded[max(0, hit.start - _NEAR) : hit.start]}|{folded[hit.end : hit.end + _NEAR]}"
        words = _list_words(window)
        return [need for need in found if need in words or (" " in need and need in window)]


def _read_surname(folded: str) -> str:
    return folded.rpartition(" ")[2]


def find_sign(view: View, hit: Hit, kind: str) -> Weight:
    """Weigh the place in the sentence: agencies in brackets, places after `in`, leaders after their title."""
    kept = view.kept
    if kind == "outlet" and kept[hit.start - 1 : hit.start] == "(" and _CREDIT_END.match(kept, hit.end):
        return Weight(_CREDITED, "context", "in brackets, as agencies are credited")
    before, after = read_neighbours(view, hit)
    if hit.is_mangled or after[:1].isupper() or not kept[hit.start].isupper():
        return Weight(0, "", "")
    if kind == "person" and before.lower() in HIGH_TITLES and not is_shouting(view, hit):
        return Weight(_LOCATED, "context", f"after the title “{before}”")
    if kind in ("state", "place") and before.lower() in LOCATIVES:
        return Weight(_LOCATED, "context", f"after “{before.lower()}”, as places are")
    return Weight(0, "", "")


def _list_words(folded: str) -> frozenset[str]:
    """Return the words of a text, Arabic ones also without a particle that is written onto them."""
    words = set(_WORD.findall(folded))
    if folded.isascii():
        return frozenset(words)
    return frozenset(words | {word[1:] for word in words if len(word) > 4 and word[0] in _CLITICS})


def place_hit(hit: Hit) -> Place:
    """Return where a hit stands in reading order."""
    return (0 if hit.in_title else 1, hit.start)
