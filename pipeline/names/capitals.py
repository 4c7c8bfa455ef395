"""Runs of capitalised words, and acronyms, where a text writes them as names; whose names is not asked here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.names import words
from pipeline.names.words import split_words

TAKEN, PLACE = 1, 2
"""Marks of characters that a mention covers: one ends a run; one of a state or place may begin or end a name."""

_TOKEN = re.compile(r"\w+(?:[-'’ʼ‘.‑]\w+)*")
_SMALL = split_words(
    "of the for and de du des la le les el al del della di da do dos das von van der den bin ibn bint ul ur e y wa"
)
_OPENING = frozenset({"of", "for"})
_ARTICLES = re.compile(r"(?:a[ldnrstz]|ash|adh|el|es|ul|ud|d|l)[-'’‘‑](?=[^\W\d_])")
_OWNERS = split_words(
    "people's peoples' women's workers' worker's lord's men's children's students' farmers' youth's teachers' "
    "prophet's soldiers' journalists' doctors' veterans' peasants' soldiers' writers' lawyers' engineers'"
)
_TITLES = words.TITLES | split_words(
    "mp mps mep rep ceo spokeswoman undersecretary under-secretary secretary-general ambassador envoy cleric lawyer "
    "analyst correspondent reporter editor author professor prof brig chairperson commissioner superintendent "
    "inspector sergeant corporal private cpl sgt lance warrant interim acting foreign-minister attorney-general "
    "vice-president lieutenant lieutenant-general major-general brigadier-general minister-designate sayyid sayyed "
    "spokesperson advisor adviser advisers advisors secretaries ministers senators congressman congresswoman dame "
    "hojatoleslam hujjat archbishop bishop cardinal reverend father sister brother"
)
_OFFICES = split_words(
    "minister ministers secretary secretaries president advisor adviser premier ambassador envoy"
)
"""Titles whose modifiers stand before them: `Russian Foreign` is no name in `Russian Foreign Minister`."""

_GENERAL = split_words(
    "intelligence staff assembly command directorate secretariat council union people's peoples' national security "
    "confederation federation authority administration prosecution organization organisation board congress workers"
)
_JOINED_BY_AND = split_words(
    "party front movement council committee ministry union organization organisation army forces alliance "
    "federation association institute commission coalition authority agency department office group society "
    "foundation initiative brigade command directorate bureau court centre center affairs"
)
_HYPHENATED = ("ed", "ing", "born", "run", "led", "held", "era", "wide", "style", "speaking", "language", "only")
_NO_NAMES = split_words("day year eve street avenue road highway motorway boulevard square award prize cup")
_LAST_WORD = re.compile(r"(\w+)\. $")
_ROMAN = re.compile(r"[IVXLC]+")
_ORDINARY = split_words(
    "CEO CFO GMT UTC EST EDT PST CET BST PDF FAQ RSS HTML HTTP HTTPS URL USD EUR GBP RUB ISBN DNA GPS GDP GNP COVID "
    "SARS HIV AIDS VIP NGO NGOS IDP IDPS IED IEDS SUV UAV UAVS APC RPG AK ATGM MANPADS PHOTO PHOTOS VIDEO WATCH READ "
    "LIVE BREAKING UPDATE UPDATED NEWS MORE ALSO SEE NOTE END ENDS THE AND NOT FOR ALL WHO WHAT WHY HOW YES ONLY "
    "THIS THAT WITH FROM WILL WAS WERE ARE HAS HAVE BUT NOW NEW ASAP TBD TBC EDITOR WMD ICBM MRBM CIVIL LGBT LGBTQ "
    "SMS USB SIM ATM TV UHF VHF AIDS AIR TEL FAX BCE INC LLC LTD PLC FLASH ALERT OPED OPINION ANALYSIS"
)
_BEARERS = split_words(
    "men women fighters members militants leaders leader supporters soldiers gunmen commanders followers troops "
    "families remnants elements units head founder chief son daughter widow brother sister wife father"
)
"""Nouns before `of` and a name, which with a capital begin a sentence and no name: `Men of the Free Army`."""

_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Run:
    """A name at `start:end` of the kept text; `is_opening` where the capital may be that of its sentence."""

    start: int
    end: int
    is_opening: bool
    is_acronym: bool = False


def find_runs(kept: str, taken: bytearray) -> Iterator[Run]:
    """Yield names of two to six capitalised words, and acronyms of three to six letters, in the order of the text.

    Args:
        kept: The text, as `view_text` keeps it.
        taken: A mark for each character: 0, `TAKEN` or `PLACE`. A run that is all mentions is none.

    Headlines in capitals or title case say nothing and are left out.
    """
    start = 0
    while start < len(kept):
        end = kept.find("\n", start)
        end = len(kept) if end < 0 else end
        if not is_headline(kept[start:end]):
            yield from _read_line(kept, start, end, taken)
        start = end + 1


def is_headline(line: str) -> bool:
    """Say whether a line is written in capitals or in title case, so that a capital tells nothing.

    >>> [is_headline(line) for line in ("Rebels Seize Border Town", "Rebels of the Free Army seized a town.")]
    [True, False]
    """
    if len(line) > 250:
        return False
    longer = [word for word in _TOKEN.findall(line) if len(word) > 3 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in longer)
    shouted = sum(word.isupper() for word in longer)
    is_sentence = line.rstrip().endswith((".", "!", ".”", '."'))
    return len(longer) > 1 and (
        shouted >= 0.7 * len(longer) or (capitals >= 0.75 * len(longer) and not is_sentence)
    )


def opens_sentence(kept: str, start: int, end: int) -> bool:
    """Say whether a name stands where a sentence begins; one that quotation marks enclose does not."""
    before = kept[max(0, start - 3) : start].rstrip()
    if before and before[-1] in "\"“«„‘'" and kept[end : end + 1] in "\"”»“’',.":
        return False
    if not before or kept[start - 1] == "\n":
        return True
    if before[-1] == "." and (abbreviated := _LAST_WORD.search(kept, max(0, start - 20), start)) is not None:
        return not _is_joined(". ", abbreviated[1])
    return before[-1] in '.!?:;…"“«„•–—|*'


def read_name_after(kept: str, start: int) -> tuple[int, int] | None:
    """Return the span of the name that begins at an index, quoted or capitalised, else None."""
    lead = _LEAD.match(kept, start, start + 20)
    begin = lead.end() if lead else start
    quoted = _QUOTED.match(kept, begin, begin + 90)
    if quoted is not None:
        return _trim(kept, quoted.start(1), quoted.end(1))
    tokens: list[re.Match[str]] = []
    for token in _TOKEN.finditer(kept, begin, begin + 120):
        gap = kept[tokens[-1].end() if tokens else begin : token.start()]
        is_small = bool(tokens) and token[0] in _SMALL and token[0] != "and"
        if gap not in ("", " ") or not (_is_capital(token[0]) or is_small) or token[0].lower() in words.CALENDAR:
            break
        tokens.append(token)
        if _is_owner(token[0]):
            break
    return _close(kept, tokens)


def read_name_before(kept: str, end: int) -> tuple[int, int] | None:
    """Return the span of the name that ends at an index, quoted or capitalised, else None."""
    begin = max(0, end - 120)
    quoted = _QUOTED_BEFORE.search(kept, begin, end)
    if quoted is not None:
        return _trim(kept, quoted.start(1), quoted.end(1))
    tokens: list[re.Match[str]] = []
    for token in reversed(list(_TOKEN.finditer(kept, begin, end))):
        gap = kept[token.end() : tokens[-1].start() if tokens else end]
        is_small = bool(tokens) and token[0] in _SMALL and token[0] != "and"
        if gap not in ("", " ") or not (_is_capital(token[0]) or is_small):
            break
        if token[0].lower() in _TITLES or token[0].lower() in words.CALENDAR or (tokens and _is_owner(token[0])):
            break
        tokens.append(token)
    tokens.reverse()
    return _close(kept, tokens[_count_lead(tokens) :])


_LEAD = re.compile(r"[ ,:]{0,3}(?:the )?")
_QUOTED = re.compile(r"[\"“«„‘']([^\"“”«»„\n]{2,80}?)[\"”»“’'](?!\w)")
_QUOTED_BEFORE = re.compile(r"[\"“«„]([^\"“”«»„\n]{2,80})[,.]?[\"”»“]$")


def _close(kept: str, tokens: list[re.Match[str]]) -> tuple[int, int] | None:
    while tokens and (tokens[-1][0] in _SMALL or tokens[-1][0].lower() in _TITLES):
        tokens.pop()
    if not tokens or len(tokens) > 9 or all(t[0].lower() in words.SENTENCE_OPENERS for t in tokens):
        return None
    return _trim(kept, tokens[0].start(), tokens[-1].end())


def _trim(kept: str, start: int, end: int) -> tuple[int, int] | None:
    """Take white space, an article and a possessive off; a name has two characters and a capital, where it can."""
    name = kept[start:end]
    start += len(name) - len(name.lstrip(" ,.("))
    end -= len(name) - len(name.rstrip(" ,.;)"))
    if kept.startswith(("The ", "the "), start):
        start += 4
    if kept.endswith(("'s", "’s"), start, end):
        end -= 2
    name = kept[start:end]
    if len(name) < 2 or not (any(map(str.isupper, name)) or not any(map(str.islower, name))):
        return None
    return (start, end) if any(map(str.isalpha, name)) else None


def _read_line(kept: str, begin: int, end: int, taken: bytearray) -> Iterator[Run]:
    run: list[re.Match[str]] = []
    done = begin
    for token in _TOKEN.finditer(kept, begin, end):
        word = token[0]
        if run and not _is_joined(kept[done : token.start()], run[-1][0]):
            yield from _split_run(kept, run, taken)
            run = []
        done = token.end()
        if _is_capital(word) or (run and word in _SMALL):
            run.append(token)
        elif run:
            yield from _split_run(kept, run, taken)
            run = []
    yield from _split_run(kept, run, taken)


def _is_joined(gap: str, before: str) -> bool:
    if gap == " ":
        return True
    if gap in ("' ", "’ "):
        return f"{before.lower()}'" in _OWNERS
    return gap == ". " and (len(before) == 1 or before.lower() in words.TITLES)


def _is_capital(word: str) -> bool:
    if not word[0].isupper():
        article = _ARTICLES.match(word)
        return article is not None and word[article.end()].isupper()
    head, dash, last = word.rpartition("-")
    return not (dash and last.islower() and last.endswith(_HYPHENATED)) or head.lower() in ("al", "el")


def _is_owner(word: str) -> bool:
    """Say whether a possessive ends a name: `Turkey's`, but not `People's`."""
    return word.endswith(("'s", "’s")) and word.lower().replace("’", "'") not in _OWNERS


def _split_run(kept: str, run: list[re.Match[str]], taken: bytearray) -> Iterator[Run]:
    """Cut a run where a mention, a title, a month or a possessive stands, and yield what is left of it."""
    piece: list[re.Match[str]] = []
    for index, token in enumerate(run):
        mark = max(taken[token.start() : token.end()], default=0)
        follower = run[index + 1][0] if index + 1 < len(run) else ""
        if mark == TAKEN or _is_cut(token[0], follower):
            if token[0].lower() not in _OFFICES:
                yield from _write_piece(kept, piece, taken)
            piece = []
            if token[0].lower() in _TITLES and follower in _OPENING:  # `Secretary of State Antony Blinken`
                return
            continue
        piece.append(token)
        if _is_owner(token[0]):
            yield from _write_piece(kept, piece, taken)
            piece = []
    yield from _write_piece(kept, piece, taken)


def _is_cut(word: str, follower: str) -> bool:
    low = word.lower()
    if low in words.CALENDAR:
        return True
    if low == "general":
        return follower.lower() not in _GENERAL
    if low == "justice" and follower in ("and", "of", "for"):
        return False
    return low in _TITLES and not (word.isupper() and low not in ("mp", "mps", "mep", "ceo"))


def _write_piece(kept: str, piece: list[re.Match[str]], taken: bytearray) -> Iterator[Run]:
    ands = [i for i, token in enumerate(piece) if token[0] == "and"]
    joined = len(ands) == 1 and _is_one_name(piece, ands[0])
    for part in [piece] if joined or not ands else _cut_at(piece, ands):
        yield from _write_part(kept, part, taken)


def _is_one_name(piece: list[re.Match[str]], middle: int) -> bool:
    """Say whether `Justice and Development Party` goes on over its `and`, as `Iraq and the Syrian Army` does not."""
    if not middle:
        return False
    first, last = piece[middle - 1][0].lower(), piece[-1][0].lower()
    if piece[middle + 1 : middle + 2] and piece[middle + 1][0] == "the":
        return False
    opens = piece[0][0].lower() in _JOINED_BY_AND or any(token[0] == "for" for token in piece[1:middle])
    return opens or (last in _JOINED_BY_AND and first not in _JOINED_BY_AND and middle == 1)


def _cut_at(piece: list[re.Match[str]], places: list[int]) -> Iterator[list[re.Match[str]]]:
    start = 0
    for place in [*places, len(piece)]:
        yield piece[start:place]
        start = place + 1


def _write_part(kept: str, part: list[re.Match[str]], taken: bytearray) -> Iterator[Run]:
    low, high = _count_lead(part), len(part)
    while high > low and (part[high - 1][0] in _SMALL or part[high - 1][0].lower() in words.SENTENCE_OPENERS):
        high -= 1
    part = part[low:high]
    free = [t for t in part if t[0] not in _SMALL and not any(taken[t.start() : t.end()])]
    capitals = [t for t in part if t[0] not in _SMALL]
    for token in free:
        if _is_acronym(token[0]):
            yield Run(token.start(), token.end(), is_opening=False, is_acronym=True)
    if not 2 <= len(capitals) <= _MOST_WORDS or len(free) < 2 or all(t[0].isupper() for t in capitals):
        return
    if capitals[-1][0].lower() in _NO_NAMES:
        return
    end = part[-1].end() - 2 * part[-1][0].endswith(("'s", "’s"))
    yield Run(part[0].start(), end, opens_sentence(kept, part[0].start(), end))


def _count_lead(tokens: list[re.Match[str]]) -> int:
    """Count the words at the beginning that are no part of a name: `And the`, `Men of`."""
    count = 0
    while count < len(tokens):
        word, low = tokens[count][0], tokens[count][0].lower()
        follower = tokens[count + 1][0] if count + 1 < len(tokens) else ""
        is_bearer = low in _BEARERS and follower in _OPENING
        if not (word in _SMALL or is_bearer or (low in words.SENTENCE_OPENERS and not word.isupper())):
            break
        count += 1
    return count


def _is_acronym(word: str) -> bool:
    is_word = word.lower() in words.CAPITAL_WORDS or word in _ORDINARY
    return 3 <= len(word) <= 6 and word.isalpha() and word.isupper() and not is_word and not _ROMAN.fullmatch(word)
