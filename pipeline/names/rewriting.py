"""article + mentions → the same article with each resolved mention under its canonical name.

Nothing else is changed, but for the possessive that a mention carries and the `#` of a tag. A bracket that only
gives another name of whom it follows, `Islamic State (ISIS)`, is left out; a name in a naming phrase, `Islamic
State, also known as ISIL`, stays as written: under one name both would say nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.names.folding import fold_text, view_text
from pipeline.names.lexicons import Lexicon
from pipeline.names.spellings import spell_alias
from schemas.records import Document, Mention

_APOSTROPHES = "'’"
_BRACKETS = {"(": ")", "[": "]"}
_QUOTES = "\"“”«»‘’'„ "
_NAMING = re.compile(
    r"[\s,–—-]*[(\[]?[\s\"“”«»‘’']*\b(?:or|a\.?k\.?a\.?|"
    r"(?:also |better |previously |formerly |now |then |once |widely )*"
    r"(?:known|called|named|abbreviated|referred to)(?: (?:as|by|to|simply))*|formerly|previously|calls? itself|"
    r"calling itself|или|ранее|также известн\w+ как|أو)\b,?(?: (?:the|its acronym|the acronym|its initials))?"
    r"[\s\"“”«»‘’']*",
    re.IGNORECASE,
)
_POSSESSED = re.compile(r"\s+[^\W\d_]")
_OPENING_QUOTE = re.compile(r"(?<!\w)['‘](?=\w)")
_CLOSING_QUOTE = re.compile(r"(?<=[^\s])['’](?!\w)")
_ARTICLE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_REACH = 80
_LINE = 400


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    written: str


def rewrite_document(document: Document, mentions: Sequence[Mention], lexicon: Lexicon) -> Document:
    """Write each mention that has an entity under its canonical name; `mentions` are those of the document."""
    fields = {}
    for name, in_title in (("title", True), ("text", False)):
        own = sorted((m for m in mentions if m.in_title is in_title), key=lambda mention: mention.start_char)
        fields[name] = _rewrite_field(getattr(document, name), own, lexicon)
    return document.model_copy(update=fields)


def _rewrite_field(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> str:
    pieces, done = [], 0
    for edit in _plan_edits(text, mentions, lexicon):
        pieces += [text[done : edit.start], edit.written]
        done = edit.end
    return "".join([*pieces, text[done:]])


def _plan_edits(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> Iterator[_Edit]:
    former, place = None, 0
    for mention in mentions:
        if mention.entity_id not in lexicon.entities:
            former, place = None, mention.end_char
            continue
        if mention.entity_id == former:
            bracket = _find_bracket(text, place, mention)
            if bracket is not None:
                yield bracket
                place = bracket.end
                continue
        if mention.entity_id != former or not _is_naming(text[place : mention.start_char]):
            yield from _rename(text, mention, lexicon)
        # What follows a possessive is a thing of theirs, no name of theirs.
        former = None if _is_mangled(mention, lexicon) else mention.entity_id
        place = mention.end_char


def _is_naming(between: str) -> bool:
    return len(between) < _REACH and "\n\n" not in between and _NAMING.fullmatch(between) is not None


def _find_bracket(text: str, place: int, mention: Mention) -> _Edit | None:
    """Return the edit that leaves out a bracket that begins at a place and holds nothing but the mention."""
    before = text[place : mention.start_char]
    opening = before.strip(_QUOTES + "\n")
    if opening not in _BRACKETS or "\n\n" in before:
        return None
    end = mention.end_char
    while text[end : end + 1] in _QUOTES and end < len(text):
        end += 1
    if text[end : end + 1] != _BRACKETS[opening]:
        return None
    # A quotation mark that closes before the bracket belongs to the name that stays.
    start = place + len(before.partition(opening)[0].rstrip())
    return _Edit(start, end + 1, "")


def _rename(text: str, mention: Mention, lexicon: Lexicon) -> Iterator[_Edit]:
    """Yield the edit that puts the canonical name in place, none where it stands already."""
    entity_id = mention.entity_id
    if entity_id is None or text[max(0, mention.start_char - 1) : mention.start_char] == "@":
        return
    name = lexicon.entities[entity_id].name
    start, end = mention.start_char, mention.end_char
    surface = text[start:end]
    mangled = _is_mangled(mention, lexicon)
    body = surface[:-1] if mangled else surface
    if fold_text(view_text(body).kept) == fold_text(name):
        if mangled:
            yield _Edit(end - 1, end - 1, _choose_apostrophe(text))
        return
    if mangled:
        written = name + _make_possessive(name, _choose_apostrophe(text))
    else:
        end, tail = _read_possessive(text, start, end, name)
        written = name + tail + _keep_full_stop(text, surface, name, end)
    if name.startswith("The ") and _ARTICLE.search(text, max(0, start - _REACH), start):
        written = written[4:]
    if text[start - 1 : start] == "#":
        start -= 1
    # Arabic particles are written onto a name, and Chinese has no spaces.
    glued = (text[max(0, start - 1) : start].isalnum(), text[end : end + 1].isalnum())
    yield _Edit(start, end, " " * glued[0] + written + " " * glued[1])


def _is_mangled(mention: Mention, lexicon: Lexicon) -> bool:
    """Say whether the surface ends with a possessive s that lost its apostrophe: `ISISs`."""
    if not mention.surface.endswith(("s", "S")):
        return False
    folded = view_text(mention.surface, lambda: lexicon.words).folded
    known = {fold_text(mention.alias)}
    if mention.entity_id is not None:
        entity = lexicon.entities[mention.entity_id]
        for alias in entity.aliases:
            if alias.text == mention.alias:
                known |= {spelling.folded for spelling in spell_alias(alias, person=entity.kind == "person")}
    known |= {spelling.replace(" ", "") for spelling in known}
    return folded not in known and folded[:-1] in known


def _read_possessive(text: str, start: int, end: int, name: str) -> tuple[int, str]:
    """Return where the possessive after a name ends and how the canonical name has it, nothing where none is."""
    mark = text[end : end + 1]
    if not mark or mark not in _APOSTROPHES:
        return end, ""
    rest = text[end + 1 : end + 2]
    if rest in ("s", "S") and not text[end + 2 : end + 3].isalnum():
        # The `'s` that stands there stays, but after a canonical name that ends with an s.
        return (end + 2, _make_possessive(name, mark)) if name.endswith("s") else (end, "")
    if text[end - 1] not in "sS" or rest.isalnum() or _is_quoted(text, start, end):
        return end, ""
    return end + 1, _make_possessive(name, mark)


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Say whether an apostrophe after a name closes a quotation: one is open in the line, or nothing is possessed."""
    begin = max(text.rfind("\n", 0, start) + 1, start - _LINE)
    opened = [quote.end() for quote in _OPENING_QUOTE.finditer(text, begin, end)]
    if opened and _CLOSING_QUOTE.search(text, opened[-1], end) is None:
        return True
    return _POSSESSED.match(text, end + 1) is None


def _make_possessive(name: str, apostrophe: str) -> str:
    return apostrophe if name.endswith("s") else f"{apostrophe}s"


def _choose_apostrophe(text: str) -> str:
    return "’" if "’" in text else "'"


def _keep_full_stop(text: str, surface: str, name: str, end: int) -> str:
    """Return the full stop that was the last dot of an acronym and the end of a sentence, too: `of I.S.I.S. The`."""
    if not surface.endswith(".") or name.endswith("."):
        return ""
    after = text[end : end + _REACH]
    begins = after.lstrip(_QUOTES + "\n")[:1]
    is_end = not begins or "\n\n" in after[: after.find(begins)] or (after[0].isspace() and begins.isupper())
    return "." if is_end else ""
