"""Fuzzing: hostile variants of feeds and pages through the parsers: `python -m benchmarks.fuzz --inputs N --seed S`.

The only outcomes are records and rejections that keep what FAULTS promises; whatever else happens is printed, with
the seed that makes the input again and the input itself in `.eval/fuzz`. Inputs are made from our own documents and,
where `../shared/corpora` is at hand, from the test suites of other feed parsers and real pages.
"""

import argparse
import hashlib
import random
import re
import resource
import signal
import sys
import time
import traceback
import unicodedata
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.corpora import CORPORA
from benchmarks.hostile import CHARSETS, make_variant, read_bases
from pipeline import feeds, text
from schemas.arrow import from_table, to_table
from schemas.records import Entry, EntryHints, ExtractedArticle, PageSource, ParsedFeed, RejectedItem, Rejection

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
CHUNK = 200
SECONDS = 20
_BAD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)

Failure = tuple[int, str, bytes]
"""The number of an input, what it broke, and the input."""
Fuzzed = tuple[Counter[str], list[Failure], float]
"""How often each outcome was, what failed, and the processor seconds of the slowest input."""


class BrokenPromiseError(AssertionError):
    """A record that is not what it must be."""


def check_feed(body: bytes, content_type: str | None) -> str:
    """Parse a document twice, hold what comes out to its promises, and say what it was."""
    given = {"url": "http://feeds.example/f", "feed_id": "f1", "fetched_at": NOW, "content_type": content_type}
    parsed = feeds.parse_feed(body, **given, max_entries=500)
    if feeds.parse_feed(body, **given, max_entries=500) != parsed:
        raise BrokenPromiseError("the same bytes gave another result")
    if isinstance(parsed, Rejection):
        return parsed.reason
    _check_items(parsed)
    return "partial" if parsed.partial else "entries"


def _check_items(parsed: ParsedFeed) -> None:
    if [item.position for item in parsed.items] != list(range(len(parsed.items))):
        raise BrokenPromiseError("positions are not those of the document")
    entries = [item for item in parsed.items if isinstance(item, Entry)]
    for entry in entries:
        for words in (entry.title, entry.summary, entry.content, *entry.authors):
            _check_text(words)
        for at in (entry.published_at, entry.updated_at):
            if at is not None and not OLDEST <= at <= NOW + timedelta(hours=48):
                raise BrokenPromiseError(f"a date out of the window: {at}")
        _check_link(entry.link)
    _check_round_trip(entries, Entry)
    _check_round_trip([item for item in parsed.items if isinstance(item, RejectedItem)], RejectedItem)


def check_page(body: bytes, content_type: str | None) -> str:
    """Make an article of a page, hold it to its promises, and say what it was."""
    page = PageSource(url="http://h.example/2026/11/20/story", body=body, content_type=content_type, fetched_at=NOW)
    article = text.extract_article(page, EntryHints(title="Report", summary="A summary of it."))
    if isinstance(article, Rejection):
        return article.reason
    for words in (article.text, article.title, *article.authors):
        _check_text(words)
    if article.canonical_url:
        _check_link(article.canonical_url)
    for credit in article.credits:
        if credit.start_char is not None and credit.end_char is not None:
            span = article.text[credit.start_char : credit.end_char]
            if not span or len(span) != credit.end_char - credit.start_char:
                raise BrokenPromiseError("a credit's place is not in the text")
    _check_round_trip([article], ExtractedArticle)
    return article.completeness


def _check_text(words: str) -> None:
    if (bad := _BAD.search(words)) is not None:
        raise BrokenPromiseError(f"the character {bad[0]!r} in a text")
    if unicodedata.normalize("NFC", words) != words:
        raise BrokenPromiseError("a text that is not NFC")


def _check_link(link: str) -> None:
    if not re.match(r"https?://[^/]", link) or len(link) > 2048 or "@" in urlsplit(link).netloc:
        raise BrokenPromiseError(f"a link that must not be: {link[:100]}")


def _check_round_trip(records: list[Any], model: Any) -> None:
    if records and list(from_table(to_table(records, model), model)) != records:
        raise BrokenPromiseError("the staged record is another one")


def fuzz_chunk(
    seed: int, first: int, count: int, share: float, corpora: Path | None = None
) -> tuple[Counter[str], list[tuple[int, str, bytes]], float]:
    """Run inputs `first` to `first + count` of a seed; return outcomes, failures and the slowest input's seconds."""
    outcomes: Counter[str] = Counter()
    failures: list[tuple[int, str, bytes]] = []
    slowest = 0.0
    found, pages = read_bases(corpora)
    signal.signal(signal.SIGALRM, _give_up)
    for number in range(first, first + count):
        draw = random.Random(f"{seed}-{number}")
        kind, bases, check = ("page", pages, check_page) if draw.random() < share else ("feed", found, check_feed)
        body = make_variant(draw.choice(bases), draw.choice(bases), draw)
        content_type = draw.choice((None, None, "text/xml", f"text/html; charset={draw.choice(CHARSETS)}"))
        begun = time.process_time()
        signal.alarm(SECONDS)
        try:
            outcomes[f"{kind}: {check(body, content_type)}"] += 1
        except (Exception, OutOfTimeError) as error:
            place = traceback.extract_tb(sys.exc_info()[2])[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            words = f"{kind}: {type(error).__name__}: {str(error)[:150]} ({where})"
            failures.append((number, words, body))
        finally:
            signal.alarm(0)
        slowest = max(slowest, time.process_time() - begun)
    return outcomes, failures, slowest


class OutOfTimeError(BaseException):
    """An input that takes too long; no exception that a parser would catch."""


def _give_up(*_: object) -> None:
    raise OutOfTimeError(f"more than {SECONDS} s")


def run(
    inputs: int, seed: int, jobs: int, share: float, corpora: Path | None
) -> tuple[Counter[str], list[tuple[int, str, bytes]], float]:
    """Run so many inputs in processes."""
    outcomes: Counter[str] = Counter()
    failures: list[tuple[int, str, bytes]] = []
    slowest = 0.0
    starts = range(0, inputs, CHUNK)
    with ProcessPoolExecutor(jobs) as pool:
        chunks = [
            pool.submit(fuzz_chunk, seed, start, min(CHUNK, inputs - start), share, corpora) for start in starts
        ]
        for chunk in track(chunks, "Fuzzing", console=Console(stderr=True)):
            found, failed, slow = chunk.result()
            outcomes += found
            failures += failed
            slowest = max(slowest, slow)
    return outcomes, failures, slowest


def main() -> None:
    """Run, print, and keep what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--pages", type=float, default=0.2, help="the share of pages among the inputs")
    parser.add_argument("--own", action="store_true", help="leave the open corpora out")
    chosen = parser.parse_args()
    corpora = CORPORA if CORPORA.is_dir() and not chosen.own else None
    begun = time.monotonic()
    outcomes, failures, slowest = run(chosen.inputs, chosen.seed, chosen.jobs, chosen.pages, corpora)
    table = Table(title=f"{chosen.inputs} inputs of seed {chosen.seed} in {time.monotonic() - begun:.0f} s")
    table.add_column("outcome")
    table.add_column("inputs", justify="right")
    for outcome, count in outcomes.most_common():
        table.add_row(outcome, str(count))
    console = Console()
    console.print(table)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    console.print(f"slowest input {slowest:.1f} s of processor time; peak memory of a process {peak:.0f} MB")
    kinds = Counter(re.sub(r"\d+", "N", words) for _, words, _ in failures)
    for words, count in kinds.most_common(20):
        console.print(f"{count} × {words}")
    folder = ROOT / ".eval" / "fuzz"
    for number, words, body in _pick(failures):
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{chosen.seed}-{number}-{hashlib.sha256(words.encode()).hexdigest()[:6]}.bin"
        (folder / name).write_bytes(body)
        console.print(f"{folder / name}: {words}")
    raise SystemExit(1 if failures else 0)


def _pick(failures: list[tuple[int, str, bytes]]) -> Iterator[tuple[int, str, bytes]]:
    """Yield the shortest input of each kind of failure."""
    best: dict[str, tuple[int, str, bytes]] = {}
    for failure in sorted(failures, key=lambda failure: len(failure[2])):
        best.setdefault(re.sub(r"\d+", "N", failure[1]), failure)
    yield from best.values()


if __name__ == "__main__":
    main()
