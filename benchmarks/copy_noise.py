"""A report → copies of it as they come in the world: cut, misread, mixed, re-worded. The same for the same report."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import cache
from random import Random
from typing import NamedTuple

from benchmarks.copy_gold import GoldReport, read_words
from benchmarks.copy_rewriting import reword
from schemas.records import CopyKind

_PRINTERS = (
    "Aldersey Chronicle",
    "Bight Morning Post",
    "Cormorant News",
    "Dunlin Weekly Mirror",
    "Eastmere Times-Record",
    "Fallow Star",
    "Gannet Point Press",
    "Hollow Oak Journal",
    "Inland Examiner",
)


class Noise(NamedTuple):
    """How a copy is made: the group that it is counted in, the kind that it is, and what is done to the text."""

    name: str
    group: str
    kind: CopyKind
    change: Callable[[str, str, Random], str]


def make_copies(report: GoldReport, noises: Sequence[Noise]) -> list[GoldReport]:
    """Return a copy of a report by each of these noises, by other publishers, later."""
    return [_make_copy(report, noise) for noise in noises]


def choose_noises(place: int, count: int, *, without: str = "") -> list[Noise]:
    """Return `count` noises for the report at `place`, so that all are used equally often over many reports."""
    turns = (NOISES[(place * count + step) % len(NOISES)] for step in range(count))
    return [noise for noise in turns if noise.group != without]


def mix_paraphrase(report: GoldReport, paraphrase: GoldReport) -> list[GoldReport]:
    """Return copies with every second paragraph, and with all but one, as the paraphrase has them."""
    parts, others = report.text.split("\n\n"), paraphrase.text.split("\n\n")
    if len(parts) != len(others) or len(parts) < 4:
        return []
    half = [other if at % 2 else part for at, (part, other) in enumerate(zip(parts, others, strict=True))]
    most = [others[0], parts[1], *others[2:]]
    made = (("half", half, "heavy"), ("most", most, "paraphrased most"))
    return [
        paraphrase._replace(report_id=f"{paraphrase.report_id}/{name}", text="\n\n".join(text), noise=group)
        for name, text, group in made
    ]


def _make_copy(report: GoldReport, noise: Noise) -> GoldReport:
    random = Random(f"{report.report_id} {noise.name}")
    later = timedelta(minutes=random.randrange(20, 60 * 40))
    publisher = report.publisher if noise.kind == "revised" else random.choice(_PRINTERS)
    return GoldReport(
        report_id=f"{report.report_id}/{noise.name}",
        dossier=report.dossier,
        language=report.language,
        title=report.title if random.random() < 0.3 else _change_title(report.title, random),
        text=noise.change(report.text, report.language, random),
        publisher=publisher,
        published_at=report.published_at + later if report.published_at else None,
        kind=noise.kind,
        of_id=report.report_id,
        noise=noise.group,
    )


def _change_title(title: str, random: Random) -> str:
    words = title.split()
    random.shuffle(words)
    return " ".join(words[: max(2, len(words) // 2)]).capitalize()


def _cut_end(share: float, where: str) -> Callable[[str, str, Random], str]:
    def cut(text: str, language: str, random: Random) -> str:
        at = int(len(text) * share)
        if where == "word":
            return text[:at].rstrip() + random.choice(["", "...", "…"])
        if where == "sentence":
            ends = [match.end() for match in re.finditer(r"[.!?؟»”\"](?=\s)", text) if match.end() >= at * 0.97]
            return text[: ends[0]] if ends else text
        end = text.find(" ", at)
        return text[: end if end > 0 else at] + random.choice(["", " ...", " [...]", "\n\nRead more"])

    return cut


def _cut_middle(text: str, language: str, random: Random) -> str:
    parts = text.split("\n\n")
    if len(parts) < 4:
        sentences = split_sentences(text)
        third = max(1, len(sentences) // 3)
        return " ".join([*sentences[:third], *sentences[2 * third :]])
    start = random.randrange(1, len(parts) - 2)
    return "\n\n".join(parts[:start] + parts[start + max(1, len(parts) // 4) :])


def _drop_first(text: str, language: str, random: Random) -> str:
    _, _, rest = text.partition("\n\n")
    return rest or " ".join(split_sentences(text)[1:])


def _frame(text: str, language: str, random: Random) -> str:
    """Print it under a dateline and an agency's name, the first letter set apart."""
    place = random.choice(["VALDOR", "LISSEN", "Orne, March 9"])
    agency = random.choice(["Own report", "Wire services", "NW"])
    return f"{place} ({agency}) — {text}\n\nCopyright. All rights reserved."


def _lose_marks(text: str, language: str, random: Random) -> str:
    """Lose apostrophes and accents, as a mailing list or an old database does."""
    text = re.sub(r"(?<=\w)['’](?=\w)", "", text)
    pairs = "áaàaâaäaéeèeêeëeíiîiïiñnóoôoöoúuûuüuçcşsğgıi"
    return text.translate({ord(accented): plain for accented, plain in zip(pairs[::2], pairs[1::2], strict=True)})


def _change_quotes(text: str, language: str, random: Random) -> str:
    """Write quotation marks as another house or language does."""
    opening, closing = random.choice([("«", "»"), ("„", "“"), ("“", "”"), ("''", "''"), ("‹", "›"), ("'", "'")])
    text = re.sub(r"[“„«]\s?", opening, re.sub(r"\s?[”»]", closing, text))
    pieces = text.split('"')
    return pieces[0] + "".join((opening if at % 2 == 0 else closing) + p for at, p in enumerate(pieces[1:]))


def _misread(rate: float) -> Callable[[str, str, Random], str]:
    swaps = {"rn": "m", "m": "rn", "l": "1", "h": "b", "e": "c", "cl": "d", "i": "l", "u": "n", "o": "0", "т": "г",
             "н": "п", "и": "н", "ш": "щ", "ا": "ل", "ب": "ت", "ي": "ب"}  # fmt: skip

    def misread(text: str, language: str, random: Random) -> str:
        return re.sub(r"\w+|\s", lambda match: _misread_piece(match[0], swaps, rate, random), text)

    return misread


def _misread_piece(piece: str, swaps: Mapping[str, str], rate: float, random: Random) -> str:
    if random.random() >= rate:
        return piece
    if piece.isspace():
        return "" if piece == " " and random.random() < 0.5 else piece
    if random.random() < 0.15 and len(piece) > 5:
        return f"{piece[: len(piece) // 2]} {piece[len(piece) // 2 :]}"
    found = [letters for letters in swaps if letters in piece]
    return piece.replace(letters := random.choice(found), swaps[letters], 1) if found else piece


def _hyphenate(text: str, language: str, random: Random) -> str:
    """Break long words at line ends, as text taken out of a printed page has them."""
    return re.sub(r"\w{8,}", lambda m: f"{m[0][:4]}-\n{m[0][4:]}" if random.random() < 0.12 else m[0], text)


def _insert(count: int) -> Callable[[str, str, Random], str]:
    def insert(text: str, language: str, random: Random) -> str:
        parts = text.split("\n\n")
        for own in _choose_own(language, count, random):
            parts.insert(random.randrange(1, len(parts) + 1), own)
        return "\n\n".join(parts)

    return insert


def _wrap(text: str, language: str, random: Random) -> str:
    """Replace the first paragraph, or the first sentence of a text in one piece, and close with own words."""
    own = _choose_own(language, 2, random)
    body = _drop_first(text, language, random)
    return "\n\n".join([own[0], body, own[-1]])


def _reorder(text: str, language: str, random: Random) -> str:
    parts = text.split("\n\n")
    if len(parts) < 3:
        sentences = split_sentences(text)
        half = len(sentences) // 2
        return " ".join([*sentences[half:], *sentences[:half]])
    moved = parts[1:]
    moved.insert(0, moved.pop())
    if len(moved) > 3:
        moved[1], moved[2] = moved[2], moved[1]
    return "\n\n".join([parts[0], *moved])


def _excerpt(words: int) -> Callable[[str, str, Random], str]:
    def excerpt(text: str, language: str, random: Random) -> str:
        parts = [part for part in text.split("\n\n") if len(part.split()) >= 0.6 * words] or [text]
        passage = " ".join(random.choice(parts).split()[:words])
        own = _choose_own(language, 4, random)
        quoted = f'"{passage.replace(chr(34), chr(39))}"'
        return "\n\n".join([own[0], quoted, *own[1:]])

    return excerpt


def _reword_to(share: float) -> Callable[[str, str, Random], str]:
    return lambda text, language, random: reword(text, language, random, share)


def _chain(*changes: Callable[[str, str, Random], str]) -> Callable[[str, str, Random], str]:
    def chain(text: str, language: str, random: Random) -> str:
        for change in changes:
            text = change(text, language, random)
        return text

    return chain


def _revise(text: str, language: str, random: Random) -> str:
    """Bring the story up to date: a sentence changed, a paragraph more."""
    sentences = reword(text, language, random, 0.85)
    return f"{sentences}\n\n{_choose_own(language, 1, random)[0]}"


def _choose_own(language: str, count: int, random: Random) -> list[str]:
    """Make own paragraphs of the pool's words in any order: no two printers' have more in common than their words."""
    words = " ".join(_read_fillers()[language]).split()
    return [
        " ".join(" ".join(random.sample(words, random.randrange(9, 18))).rstrip(".,") + "." for _ in range(3))
        for _ in range(count)
    ]


@cache
def _read_fillers() -> Mapping[str, Sequence[str]]:
    return read_words("fillers")


def split_sentences(text: str) -> list[str]:
    """Split at full stops; good enough to take a text apart."""
    return re.split(r"(?<=[.!?؟…])[\"”»']?\s+", text.strip())


def _keep(text: str, language: str, random: Random) -> str:
    return text


NOISES = (
    Noise("plain", "whole", "identical", _keep),
    Noise("framed", "whole", "identical", _frame),
    Noise("marks", "whole", "identical", _lose_marks),
    Noise("quotes", "whole", "identical", _change_quotes),
    Noise("misread", "misread", "identical", _misread(0.03)),
    Noise("hyphens", "misread", "identical", _hyphenate),
    Noise("cut90", "cut", "truncated", _cut_end(0.9, "")),
    Noise("cut70", "cut", "truncated", _cut_end(0.7, "word")),
    Noise("cut50", "cut", "truncated", _cut_end(0.5, "")),
    Noise("cut40", "cut", "truncated", _cut_end(0.4, "sentence")),
    Noise("cut30", "cut", "truncated", _cut_end(0.3, "word")),
    Noise("middle", "cut", "truncated", _cut_middle),
    Noise("headless", "cut", "truncated", _drop_first),
    Noise("cut-misread", "cut", "truncated", _chain(_cut_end(0.5, "word"), _misread(0.03))),
    Noise("cut-marks", "cut", "truncated", _chain(_cut_end(0.35, ""), _lose_marks, _change_quotes)),
    Noise("inserted", "mixed", "rewritten", _insert(2)),
    Noise("wrapped", "mixed", "rewritten", _wrap),
    Noise("reordered", "mixed", "rewritten", _reorder),
    Noise("reworded70", "reworded", "rewritten", _reword_to(0.7)),
    Noise("reworded55", "heavy", "rewritten", _reword_to(0.55)),
    Noise("reworded45", "heavy", "rewritten", _reword_to(0.45)),
    Noise("reworded30", "heavy", "rewritten", _reword_to(0.3)),
    Noise("reworded-cut", "heavy", "rewritten", _chain(_cut_end(0.6, "sentence"), _reword_to(0.5))),
    Noise("reworded-mixed", "heavy", "rewritten", _chain(_reword_to(0.5), _reorder, _insert(2))),
    Noise("reworded-misread", "heavy", "rewritten", _chain(_reword_to(0.55), _misread(0.03), _lose_marks)),
    Noise("excerpt60", "excerpt", "excerpt", _excerpt(60)),
    Noise("excerpt90", "excerpt", "excerpt", _excerpt(90)),
    Noise("revised", "own", "revised", _revise),
    Noise("own-cut", "own", "truncated", _cut_end(0.35, "")),
)
