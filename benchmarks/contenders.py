"""What `benchmarks.names_speed` measures, each in its own process: `python -m benchmarks.contenders NAME FOLDER`.

The folder holds `articles.json`, `aliases.json`, from which the peers start, and `lexicon.bin`, from which Namewire
does; `compile` makes these two, of the shipped lexicon with `layer.jsonl` beneath it. A process says in a line when
it is ready, with one article read, then answers each line of its input with one round. A library is imported where
its contender starts, so that no other bears its memory.
"""

import json
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ARTICLES, ALIASES, COMPILED, LAYER = "articles.json", "aliases.json", "lexicon.bin", "layer.jsonl"
_PUBLISHED = "2024-06-01T00:00:00Z"

Find = Callable[[str, str], int]
"""Title and text of an article → how many names are found in it."""


class Alias(NamedTuple):
    """A written name and who bears it, all that the peers can be told."""

    text: str
    entity_id: str


def main() -> None:
    """Start the contender that the command line names, and run a round for each line of standard input."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    articles = json.loads((folder / ARTICLES).read_text("utf-8"))
    start = CONTENDERS[name](folder)
    started = time.process_time()
    find = start()
    find(*articles[0])
    _answer({"seconds": time.process_time() - started})
    for _ in sys.stdin:
        _answer(run_round(find, articles))


def run_round(find: Find, articles: Sequence[Sequence[str]]) -> dict[str, float]:
    """Find the names of all articles; return the processor time and how many there were."""
    started = time.process_time()
    found = sum(find(title, text) for title, text in articles)
    return {"seconds": time.process_time() - started, "found": found}


def read_aliases(folder: Path) -> Iterator[Alias]:
    """Read what the peers start from."""
    return (Alias(*pair) for pair in json.loads((folder / ALIASES).read_text("utf-8")))


def prepare_namewire(folder: Path) -> Callable[[], Find]:
    """Prepare `names.resolve`: every rule, on the compiled lexicon."""
    from datetime import datetime

    from pipeline.names import Lexicon, resolve
    from schemas.records import Document

    published_at = datetime.fromisoformat(_PUBLISHED)

    def start() -> Find:
        lexicon = Lexicon((folder / COMPILED).read_bytes())
        return lambda title, text: len(
            resolve(Document(title=title, text=text, published_at=published_at), lexicon)
        )

    return start


def prepare_spacy(folder: Path, attribute: str) -> Callable[[], Find]:
    """Prepare spaCy's PhraseMatcher over its blank English tokeniser; `attribute` is ORTH or LOWER."""
    import spacy
    from spacy.matcher import PhraseMatcher

    def start() -> Find:
        # No component is loaded: the tokens are all that the matcher reads.
        nlp = spacy.blank("en")
        matcher = PhraseMatcher(nlp.vocab, attr=attribute)
        for entity_id, texts in _group_texts(folder):
            matcher.add(entity_id, list(nlp.tokenizer.pipe(texts)))
        return lambda title, text: len(matcher(nlp.make_doc(f"{title}\n\n{text}")))

    return start


def prepare_flashtext(folder: Path) -> Callable[[], Find]:
    """Prepare flashtext, which holds no case apart."""
    from flashtext import KeywordProcessor

    def start() -> Find:
        processor = KeywordProcessor(case_sensitive=False)
        for text, entity_id in read_aliases(folder):
            processor.add_keyword(text, entity_id)
        return lambda title, text: len(processor.extract_keywords(f"{title}\n\n{text}", span_info=True))

    return start


def prepare_compile(folder: Path) -> Callable[[], Find]:
    """Prepare what precedes the first start of all: YAML and layer read, merged and compiled, as the line does it."""
    from pipeline import names

    def start() -> Find:
        files, layer = names.read_shipped_lexicon(), folder / LAYER
        lines = {LAYER: layer.read_text("utf-8").split("\n")[:-1]} if layer.exists() else {}
        entities = names.merge_layers(names.parse_lexicon(files), names.read_layers(lines), names.list_drops(files))
        (folder / COMPILED).write_bytes(names.build_lexicon(entities).to_bytes())
        pairs = sorted({(alias.text, entity.entity_id) for entity in entities for alias in entity.aliases})
        (folder / ALIASES).write_text(json.dumps(pairs), "utf-8")
        return lambda title, text: len(pairs)

    return start


CONTENDERS: dict[str, Callable[[Path], Callable[[], Find]]] = {
    "compile": prepare_compile,
    "namewire": prepare_namewire,
    "spacy-orth": lambda folder: prepare_spacy(folder, "ORTH"),
    "spacy-lower": lambda folder: prepare_spacy(folder, "LOWER"),
    "flashtext": prepare_flashtext,
}


def read_peak() -> float:
    """Return the most memory that this process has had, in megabytes."""
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage says on Linux includes the parent's memory at the fork.
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text("ascii", "replace"))
        if found:
            return int(found[1]) * 1024 / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def _answer(figures: dict[str, float]) -> None:
    print(json.dumps({**figures, "megabytes": read_peak()}), flush=True)


def _group_texts(folder: Path) -> Iterator[tuple[str, list[str]]]:
    texts: dict[str, list[str]] = defaultdict(list)
    for text, entity_id in read_aliases(folder):
        texts[entity_id].append(text)
    yield from texts.items()


if __name__ == "__main__":
    main()
