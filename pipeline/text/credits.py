"""Who a text says it is from: bylines, agencies, sources and "via", each with the words that say so.

Reads plain text only; what markup says of the origin is in `origin`.
"""

import re

from pipeline.text.addresses import find_host
from pipeline.text.characters import fold_space, fold_words
from pipeline.text.phrases import AGENCIES, BYLINE_LABELS, REPUBLISHED, SOURCE_LABELS, THIS_ARTICLE
from schemas.records import Credit, CreditRole

_MAX_LINE = 240
_MAX_NAME_WORDS = 8
_DATELINE_PARAGRAPHS = 6
"""A standfirst, the line with the time and a caption may stand before the dateline."""

_KNOWN_AGENCIES = {fold_words(name): name for name in AGENCIES}

_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]“”\"]+", re.IGNORECASE)
_DASH = r"[-–—‒―]"


def _one_of(phrases: tuple[str, ...]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


_LEAD = rf"^[\s(\[*•|/]*(?:{_DASH}+\s*)?"
_BYLINE = re.compile(rf"{_LEAD}(?:{_one_of(BYLINE_LABELS)})(?:\s*[::]\s*|\s+)(?P<who>\S.*)$", re.IGNORECASE)
_SOURCE = re.compile(rf"{_LEAD}(?P<label>{_one_of(SOURCE_LABELS)})\s*[::]\s*(?P<who>\S.*)$", re.IGNORECASE)
_VIA = re.compile(rf"{_LEAD}via\s+(?P<who>\S.*)$", re.IGNORECASE)
_REPUBLISHED = re.compile(
    rf"(?:^|(?<=[.!?…)\]:] ))[\s(\[*•|/–—-]*(?:(?:editor[’']s )?note: )?(?:(?:{'|'.join(THIS_ARTICLE)})\s+)?"
    rf"(?:{'|'.join(REPUBLISHED)}):?\s+(?P<who>[^\n]+)",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"^\W*(?i:(?:with )?(?:additional )?(?:reporting|material|information) (?:by|from) (?:the )?)"
    r"(?P<who>[A-Z][^.;\n]{1,80})\.?$"
)
_POST_FROM = re.compile(r"^The post .{1,300} (?:appeared first on|first appeared on) (?P<who>.{1,100}?)\.?$")
_JOINT = re.compile(
    r"\s*[,/|]?\s*\bvia\b\s+|\s*[|/;•·]\s*|\s*,\s*(?:for\s+)?|\s+(?:for|of)\s+(?=the\b|[A-Z])", re.IGNORECASE
)
_NAME_END = re.compile(
    r"[.;!?)\]]+(?=\s|$)|\s(?:on (?=\w+ \d|\d)|under (?:a|the|its)|and (?:is|was|has|may)|with (?:the )?permission|"
    r"as part|where |in (?:\w+ )?\d)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\d{1,4}[./-]\d|\b\d{1,2}:\d{2}\b|\b(?:19|20)\d\d\b|^\W*(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
_ROLE_WORDS = re.compile(
    r"\b(?:staff|correspondent|reporter|editor|writer|bureau|columnist|contributor|journalist|desk|analyst)s?\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "at",
        "in",
        "on",
        "de",
        "da",
        "di",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "der",
        "den",
        "des",
        "du",
        "la",
        "le",
        "el",
        "al",
        "van",
        "von",
        "zu",
        "zur",
        "bin",
        "ibn",
        "abu",
        "ben",
        "und",
        "y",
        "et",
        "e",
        "with",
        "и",
        "ve",
    ]
)
_PLACE = r"[^\W\d_][\w.'’/ -]{1,40}?"
_WHEN = r"(?:,\s*[^()/\n]{1,30}?)?"
_AGENCY = r"[^\W\d_][\w.&'’/ -]{1,34}"
_DATELINES = (
    re.compile(
        rf"^(?P<place>{_PLACE}(?:,\s*{_PLACE})?{_WHEN})\.?\s*(?P<mark>[(/])(?P<who>{_AGENCY})[)/]\.?\s*(?:{_DASH}|:|\.)"
    ),
    re.compile(rf"^(?P<place>)(?P<mark>[(/])(?P<who>{_AGENCY})[)/]\s*{_DASH}"),
    re.compile(
        rf"^(?P<place>[А-ЯЁІЇЄҐ][А-ЯЁІЇЄҐ -]+(?:,\s*\d{{1,2}}\s\w+\.?))\s*(?P<mark>{_DASH})\s*(?P<who>{_AGENCY}?)\.\s"
    ),
    re.compile(
        rf"^(?P<place>[\u0600-\u06ff][\u0600-\u06ff ]{{2,30}}?)\s*(?P<mark>{_DASH})\s*"
        rf"(?P<who>[\u0600-\u06ff. ]{{2,20}}?)\s*(?:{_DASH}|:)"
    ),
)
_SIGNATURE_LINE = re.compile(rf"^(?:[(\[/](?P<marked>{_AGENCY})[)\]/]|{_DASH}{{1,2}}\s*(?P<dashed>{_AGENCY}))\.?$")
_SIGNATURE = re.compile(rf"[.!?…”\"'»)]\s*[(\[/](?P<who>{_AGENCY})[)\]/]\.?$")


def read_attribution(line: str) -> tuple[Credit, ...]:
    """Return the credits that an attribution line states, none where the line is anything else.

    >>> [(c.role, c.name) for c in read_attribution("by South Front, via http://www.globalresearch.ca/")]
    [('byline', 'South Front'), ('via', 'globalresearch.ca')]
    >>> read_attribution("By Monday the army had withdrawn.")
    ()
    """
    line = fold_space(line)
    if not line or len(line) > _MAX_LINE:
        return ()
    if posted := _POST_FROM.match(line):
        return _name_credit("source", posted["who"], line)
    if via := _VIA.match(line):
        return _name_credit("via", via["who"], line)
    if source := _SOURCE.match(line):
        role: CreditRole = "via" if source["label"].lower() == "via" else "source"
        return _name_credit(role, source["who"], line)
    if republished := _REPUBLISHED.match(line):
        return _republished_credit(republished, line)
    if byline := _BYLINE.match(line):
        return _byline_credits(byline["who"], line)
    return _signature_line(line)


def find_credits(text: str) -> tuple[Credit, ...]:
    """Return the credits in running text: the agency of a dateline or signature, "originally appeared in".

    `text` is clean, a paragraph a line. A parenthesised acronym elsewhere is none of these.

    >>> [(c.name, c.evidence) for c in find_credits("PARIS (AP) — Talks on Syria (ISIS) began.")]
    [('AP', 'PARIS (AP) —')]
    """
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    found = [credit for line in paragraphs[:_DATELINE_PARAGRAPHS] for credit in _dateline_credit(line)][:1]
    if paragraphs and (signed := _SIGNATURE.search(paragraphs[-1][-80:])) and _may_be_agency(signed["who"]):
        found.append(Credit(role="agency", name=signed["who"], evidence=signed[0].lstrip(".!?…”\"'») ")))
    for line in paragraphs[-3:]:
        if helped := _REPORTING.match(line):
            found.extend(_name_credit("source", helped["who"], line))
    for line in dict.fromkeys([*paragraphs[:2], *paragraphs[-3:]]):
        if republished := _REPUBLISHED.search(line, max(0, len(line) - 600)):
            found.extend(_republished_credit(republished, republished[0][:_MAX_LINE]))
    return tuple(dict.fromkeys(found))


def is_agency(name: str) -> bool:
    """Return whether `name` is that of a news agency that we know."""
    return fold_words(name) in _KNOWN_AGENCIES


def join_credits(*groups: tuple[Credit, ...]) -> tuple[Credit, ...]:
    """Return the credits of all groups in order, each role and name once, the first evidence kept."""
    seen: dict[tuple[str, str], Credit] = {}
    for credit in (credit for group in groups for credit in group):
        seen.setdefault((credit.role, fold_words(credit.name)), credit)
    return tuple(seen.values())


def _name_credit(role: CreditRole, words: str, evidence: str) -> tuple[Credit, ...]:
    url = _URL.search(words)
    address = url[0].rstrip(".,;:!?)") if url else None
    name = fold_space(_URL.sub("", words)).strip(" .,;:–—-()[]*|/«»“”\"'")
    if not name and address:
        name = find_host(address if "://" in address else f"http://{address}")
    if not name or len(name.split()) > _MAX_NAME_WORDS + 4:
        return ()
    if address and "://" not in address:
        address = f"http://{address}"
    return (Credit(role=role, name=name, url=address, evidence=evidence),)


def _republished_credit(found: re.Match[str], evidence: str) -> tuple[Credit, ...]:
    name = _NAME_END.split(found["who"], maxsplit=1)[0] if not _URL.match(found["who"]) else found["who"].split()[0]
    name = re.split(r",\s|\s\(", name, maxsplit=1)[0].removeprefix("the website ").strip()
    if not _starts_as_name(name) and not _URL.search(name):
        return ()
    return _name_credit("source", name, evidence)


def _byline_credits(who: str, line: str) -> tuple[Credit, ...]:
    before, via, after = who.partition(" via ") if " via " in who else (who, "", "")
    parts = [part for part in _JOINT.split(before.strip(" ,")) if part and part.strip(" .")]
    if not parts or not _is_name(parts[0]):
        return ()
    found: list[Credit] = []
    for index, part in enumerate(parts):
        name = part.strip(" .,()[]")
        if _DATE.search(name):
            break  # what stands behind the time is a section, a place or a time zone
        if index and _ROLE_WORDS.search(name):
            continue
        if not _is_name(name):
            return ()
        role: CreditRole = "agency" if is_agency(name) else "byline" if index == 0 else "source"
        found.append(Credit(role=role, name=name, evidence=line))
    if via:
        found.extend(_name_credit("via", after, line))
    return tuple(found)


def _dateline_credit(line: str) -> tuple[Credit, ...]:
    for pattern in _DATELINES:
        found = pattern.match(line[:160])
        if found and _may_be_agency(found["who"]) and _is_dateline(found["place"], found["who"], found["mark"]):
            return (Credit(role="agency", name=fold_space(found["who"]), evidence=found[0]),)
    return ()


def _is_dateline(place: str, agency: str, mark: str) -> bool:
    """Tell a dateline from a sentence that opens with a name and its acronym.

    A known agency needs only a short place; an unknown one a place in capitals or one with a date or country.
    """
    words = [word for word in re.split(r"[\s,/]+", place) if word]
    if len(words) > 6 or any(len(word) > 3 and word[0].islower() for word in words[:1]):
        return False
    if is_agency(agency):
        return True
    return mark in "(/" and bool(words) and (words[0].isupper() or "," in place or any(map(str.isdigit, place)))


def _may_be_agency(name: str) -> bool:
    """A known agency, 2 to 6 capitals, or one to three capitalised words."""
    if is_agency(name):
        return True
    words = name.split()
    return len(words) <= 3 and all(
        word[0].isupper() or (not word[0].islower() and word[0].isalpha()) for word in words
    )


def _signature_line(line: str) -> tuple[Credit, ...]:
    signed = _SIGNATURE_LINE.match(line)
    name = (signed["marked"] or signed["dashed"]) if signed else ""
    if not signed or not (is_agency(name) or (signed["marked"] and re.fullmatch(r"[A-ZА-ЯЁ]{2,6}", name))):
        return ()
    return (Credit(role="agency", name=name, evidence=line),)


def _is_name(words: str) -> bool:
    """One to eight words, each capitalised, a particle, or of a script without case; no sentence."""
    parts = words.strip(" .,()[]«»“”\"'").split()
    if not 1 <= len(parts) <= _MAX_NAME_WORDS or _URL.fullmatch(words):
        return False
    cased = [part for part in parts if part.lower() not in _PARTICLES]
    return bool(cased) and not parts[0][0].islower() and all(_is_capitalised(part) for part in cased)


def _starts_as_name(words: str) -> bool:
    """As `_is_name` for the first word only: for declined names, and "Coastal Weekly magazine"."""
    parts = [
        part
        for part in words.strip(" .,()[]«»“”\"'").split()
        if part.lower() not in ("the", "der", "die", "le", "la")
    ]
    return 1 <= len(parts) <= _MAX_NAME_WORDS and _is_capitalised(parts[0]) and not parts[0][0].isdigit()


def _is_capitalised(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return not letters or not letters[0].islower() or any(letter.isupper() for letter in letters)
