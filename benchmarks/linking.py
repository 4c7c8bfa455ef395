"""Text → mentions on open corpora with labels made by others: `python -m benchmarks.linking`.

Reads re3d (organisations, persons and places with offsets, no ids) and five benchmarks of ELEVANT (mentions with
Wikidata ids) from `../shared/corpora`, unpacked to the ignored `.eval/` folder, and prints a table for each. What
those corpora label and our policy leaves out, such as demonyms, pronouns and dates, is not counted as missed.
`--errors N` prints below the tables the N most frequent errors of each class, as Markdown.
"""

import argparse
import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from pipeline.names import Lexicon, build_lexicon, parse_lexicon, read_shipped_lexicon, resolve
from schemas.records import Document, Entity, Mention

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"
EVAL_DIR = ROOT / ".eval"
RE3D, ELEVANT = "dstl+re3d", "ad-freiburg+elevant"
_NAMED_KINDS = ("Organisation", "Person", "Location")
_CONTEXT = 50
_PRONOUNS = frozenset({"I", "We", "You", "He", "She", "It", "They", "This", "These", "His", "Her", "Its", "Our"})


class GoldSpan(NamedTuple):
    """A labelled place. `kind` is re3d's type; `wikidata_id` is None where the label says "not in Wikidata".

    An aside (pronoun, description, date, optional label) explains a mention that overlaps it, and is never missed.
    """

    start: int
    end: int
    text: str
    kind: str = ""
    wikidata_id: str | None = None
    aside: bool = False


class GoldText(NamedTuple):
    """A text, the part of it that was labelled, and the labels."""

    name: str
    text: str
    start: int
    end: int
    spans: tuple[GoldSpan, ...]


class Finding(NamedTuple):
    """One judgement on one mention or label; `key` is what equal findings are counted by."""

    verdict: str
    key: str
    example: str


class Vocabulary(NamedTuple):
    """What the lexicon knows: entities by slug, folded aliases by entity, and the ids and aliases of all."""

    entities: Mapping[str, Entity]
    aliases: Mapping[str, frozenset[str]]
    every_alias: frozenset[str]
    ids: frozenset[str]


def read_re3d(folder: Path) -> Iterator[tuple[str, list[GoldText]]]:
    """Read the sources of re3d, each under its name."""
    for source in sorted(path for path in folder.iterdir() if path.is_dir()):
        spans: dict[str, list[GoldSpan]] = {}
        for row in _read_lines(source / "entities.json"):
            span = GoldSpan(row["begin"], row["end"], row["value"], row["type"])
            spans.setdefault(row["documentId"], []).append(span)
        yield (
            source.name,
            [
                GoldText(row["title"], row["text"], 0, len(row["text"]), tuple(spans.get(row["_id"], ())))
                for row in _read_lines(source / "documents.json")
            ],
        )


def read_elevant(folder: Path) -> Iterator[tuple[str, list[GoldText]]]:
    """Read the benchmarks of ELEVANT, each under its name."""
    for path in sorted((folder / "benchmarks").glob("*.benchmark.jsonl")):
        yield path.name.removesuffix(".benchmark.jsonl"), [_read_labels(row) for row in _read_lines(path)]


def read_vocabulary(entities: Iterable[Entity]) -> Vocabulary:
    """Index the entities and their aliases, look-alikes left out."""
    known = {entity.entity_id: entity for entity in entities if entity.kind != "look-alike"}
    aliases = {
        slug: frozenset({_fold(entity.name), *(_fold(alias.text) for alias in entity.aliases)})
        for slug, entity in known.items()
    }
    ids = frozenset(entity.wikidata_id for entity in known.values() if entity.wikidata_id)
    return Vocabulary(known, aliases, frozenset().union(*aliases.values()), ids)


def judge_spans(gold: GoldText, mentions: Iterable[Mention], known: Vocabulary) -> Iterator[Finding]:
    """Compare with labels that have no ids: is each mention some name, and is each known name mentioned?

    Verdicts: `right`, `false` (no label there) on mentions; `found`, `missed` on labels whose text is one of our
    aliases; `lacking` on other labels with capitals that no mention touches.
    """
    taken = [mention for mention in mentions if mention.entity_id]
    for mention in taken:
        labelled = any(_overlaps(mention.start_char, mention.end_char, span) for span in gold.spans)
        yield Finding(
            "right" if labelled else "false",
            f"{mention.surface} → {mention.entity_id} ({mention.rule})",
            _show(gold, mention.start_char, mention.end_char),
        )
    for span in gold.spans:
        if span.kind not in _NAMED_KINDS:
            continue
        touching = [m for m in taken if _overlaps(m.start_char, m.end_char, span)]
        key, example = f"{span.text} [{span.kind}]", _show(gold, span.start, span.end)
        if _fold(span.text) in known.every_alias:
            yield Finding("found" if touching else "missed", key, example)
        elif not touching and _is_name(span.text):
            yield Finding("lacking", key, example)


def judge_links(gold: GoldText, mentions: Iterable[Mention], known: Vocabulary) -> Iterator[Finding]:
    """Compare with labels that have Wikidata ids.

    Verdicts on mentions: `right`, `inside` (a part of longer names with other ids, as in "U.S. Navy"), `other` (all
    labels there have another id, or none), `false` (no label there), `unchecked` (our entity has no id; the key
    shows the label's). Verdicts on labels whose id is in our lexicon:
    `found`; `missed` where the text is an alias of that entity; `unnamed` where it is not. `lacking` is a label
    with an id that we do not have.
    """
    taken = [m for m in mentions if m.entity_id and gold.start <= m.start_char and m.end_char <= gold.end]
    ids = {(m.start_char, m.end_char): known.entities[m.entity_id].wikidata_id for m in taken if m.entity_id}
    for mention in taken:
        yield _judge_link(gold, mention, known)
    for span in gold.spans:
        if span.aside or not span.wikidata_id or not _is_name(span.text):
            continue
        key, example = f"{span.text} = {span.wikidata_id}", _show(gold, span.start, span.end)
        if span.wikidata_id not in known.ids:
            yield Finding("lacking", key, example)
        elif any(_overlaps(*place, span) and found == span.wikidata_id for place, found in ids.items()):
            yield Finding("found", key, example)
        else:
            yield Finding("missed" if _is_alias(span, known) else "unnamed", key, example)


def _judge_link(gold: GoldText, mention: Mention, known: Vocabulary) -> Finding:
    entity = known.entities[mention.entity_id or ""]
    place = mention.start_char, mention.end_char
    spans = [span for span in gold.spans if _overlaps(*place, span)]
    exact = [span for span in spans if (span.start, span.end) == place]
    key = f"{mention.surface} → {entity.entity_id} {entity.wikidata_id or '–'} ({mention.rule})"
    labels = ", ".join(f"{span.text} = {span.wikidata_id or 'none'}" for span in exact or spans)
    if not spans:
        verdict = "false"
    elif not entity.wikidata_id:
        verdict = "unchecked"
    else:
        same = any(span.wikidata_id == entity.wikidata_id for span in spans)
        verdict = "right" if same else "inside" if not exact and _is_inside(place, spans) else "other"
    return Finding(verdict, f"{key}; label: {labels}" if labels else key, _show(gold, *place))


def _is_inside(place: tuple[int, int], spans: Iterable[GoldSpan]) -> bool:
    return any(span.start <= place[0] and place[1] <= span.end for span in spans)


def _is_alias(span: GoldSpan, known: Vocabulary) -> bool:
    return any(
        _fold(span.text) in known.aliases[slug]
        for slug, entity in known.entities.items()
        if entity.wikidata_id == span.wikidata_id
    )


def make_table(title: str, headings: tuple[str, ...], rows: Mapping[str, list[Finding]]) -> Table:
    """Count the verdicts of each corpus, and the share of right mentions and of found labels."""
    table = Table(title=title)
    for heading in ("", *headings, "precision", "recall"):
        table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
    whole = {**rows, "all": list(chain.from_iterable(rows.values()))}
    for name, findings in whole.items():
        counts = Counter(finding.verdict for finding in findings)
        precision = _share(counts["right"], counts["inside"] + counts["other"] + counts["false"])
        recall = _share(counts["found"], counts["missed"])
        table.add_row(name, *(str(counts[heading]) for heading in headings), precision, recall)
    return table


def list_findings(findings: Iterable[Finding], verdict: str, limit: int) -> Iterator[str]:
    """List the most frequent keys of a verdict with an example each, as Markdown."""
    chosen = [finding for finding in findings if finding.verdict == verdict]
    examples = {finding.key: finding.example for finding in reversed(chosen)}
    counts = Counter(finding.key for finding in chosen)
    for key, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]:
        yield f"- {count}× {key} — {examples[key]}"


def run_corpus(name: str, entities: tuple[Entity, ...], lexicon: Lexicon) -> dict[str, list[Finding]]:
    """Unpack a corpus where that has not been done, resolve its texts, and judge them, by part of the corpus."""
    folder = EVAL_DIR / name
    if not folder.exists():
        EVAL_DIR.mkdir(exist_ok=True)
        with tarfile.open(CORPORA / f"{name}.tar.xz") as archive:
            archive.extractall(EVAL_DIR, filter="data")
    reader, judge = (read_re3d, judge_spans) if name == RE3D else (read_elevant, judge_links)
    known = read_vocabulary(entities)
    return {
        part: [
            finding for gold in texts for finding in judge(gold, resolve(Document(text=gold.text), lexicon), known)
        ]
        for part, texts in reader(folder)
    }


VERDICTS = {
    RE3D: ("right", "false", "found", "missed", "lacking"),
    ELEVANT: ("right", "inside", "other", "false", "unchecked", "found", "missed", "unnamed", "lacking"),
}


def main() -> None:
    """Print a table for each corpus, and the errors where they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the N most frequent of each class")
    options = parser.parse_args()
    if not all((CORPORA / f"{name}.tar.xz").exists() for name in VERDICTS):
        print(f"Linking is not measured: {CORPORA} lacks {' or '.join(VERDICTS)}")
        return
    entities = parse_lexicon(read_shipped_lexicon())
    lexicon = build_lexicon(entities)
    for name, verdicts in VERDICTS.items():
        rows = run_corpus(name, entities, lexicon)
        Console(width=130).print(make_table(name, verdicts, rows))
        for verdict in verdicts if options.errors else ():
            if verdict not in ("right", "found"):
                print(f"\n## {name}: {verdict}\n")
                print("\n".join(list_findings(chain.from_iterable(rows.values()), verdict, options.errors)))


def _read_labels(row: dict[str, Any]) -> GoldText:
    start, end = row["evaluation_span"]
    return GoldText(
        row["title"], row["text"], start, end, tuple(_read_label(row["text"], x) for x in row["labels"])
    )


def _read_label(text: str, label: dict[str, Any]) -> GoldSpan:
    start, end = label["span"]
    return GoldSpan(
        start,
        end,
        text[start:end],
        wikidata_id=label["entity_id"] if re.fullmatch(r"Q\d+", label["entity_id"]) else None,
        aside=any(label.get(mark) for mark in ("coref", "desc", "optional")),
    )


def _read_lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _overlaps(start: int, end: int, span: GoldSpan) -> bool:
    return start < span.end and span.start < end


def _show(gold: GoldText, start: int, end: int) -> str:
    before, after = gold.text[max(0, start - _CONTEXT) : start], gold.text[end : end + _CONTEXT]
    return " ".join(f"“{before}[{gold.text[start:end]}]{after}”".split())


def _strip_article(text: str) -> str:
    return text[4:] if text[:4].casefold() == "the " else text


def _is_name(text: str) -> bool:
    return any(word[:1].isupper() and word not in _PRONOUNS for word in _strip_article(text).split())


def _fold(text: str) -> str:
    return " ".join(_strip_article(text).replace("’", "'").split())


def _share(hits: int, rest: int) -> str:
    return f"{hits / (hits + rest):.3f}" if hits + rest else "–"


if __name__ == "__main__":
    main()
