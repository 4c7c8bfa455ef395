"""The open corpora of `../shared/corpora`: archives → pages with what people marked on them.

They are unpacked to the ignored `.eval/` folder. Nothing of their text is committed.
"""

import gzip
import json
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from rich.console import Console

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"
EVAL_DIR = ROOT / ".eval"
_SHINGLE = 4


class GoldPage(NamedTuple):
    """A page and what is known of it; a corpus has a text, or segments that must and must not appear."""

    url: str
    body: bytes
    text: str = ""
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    title: str = ""
    author: str | list[str] = ""
    day: str = ""
    kind: str = "article"


def read_scrapinghub(folder: Path) -> Iterator[GoldPage]:
    """Read the 181 pages with their full text."""
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name, page in sorted(gold.items()):
        body = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield GoldPage(page["url"], body, text=page["articleBody"])


def read_trafilatura(folder: Path) -> Iterator[GoldPage]:
    """Read the 990 pages with their segments."""
    gold = json.loads((folder / "tests" / "evaldata.json").read_text("utf-8"))
    for url, page in sorted(gold.items()):
        paths = (folder / "tests" / place / page["file"] for place in ("cache", "eval"))
        body = next(path for path in paths if path.exists()).read_bytes()
        yield GoldPage(
            url,
            body,
            wanted=tuple(page["with"]),
            unwanted=tuple(page["without"]),
            title=page.get("title") or "",
            author=page.get("author") or "",
            day=page.get("date") or "",
        )


def read_wcxb(folder: Path) -> Iterator[GoldPage]:
    """Read the 1,497 pages of seven kinds with their full text."""
    for path in sorted((folder / "dev" / "ground-truth").glob("*.json")):
        page = json.loads(path.read_text("utf-8"))
        gold = page["ground_truth"]
        body = gzip.decompress((folder / "dev" / "html" / f"{path.stem}.html.gz").read_bytes())
        yield GoldPage(
            page.get("url") or "",
            body,
            text=gold.get("main_content") or "",
            title=gold.get("title") or "",
            author=gold.get("author") or "",
            day=gold.get("publish_date") or "",
            kind=page["_internal"]["page_type"]["primary"],
        )


CORPUS_READERS: dict[str, tuple[str, Callable[[Path], Iterator[GoldPage]], int]] = {
    "181": ("scrapinghub+article-extraction-benchmark", read_scrapinghub, _SHINGLE),
    "990": ("adbar+trafilatura", read_trafilatura, 1),
    "1497": ("Murrough-Foley+web-content-extraction-benchmark", read_wcxb, 1),
}


def read_corpus(key: str) -> list[GoldPage]:
    """Unpack a corpus where that has not been done, and read its pages."""
    name, reader, _ = CORPUS_READERS[key]
    return list(reader(unpack_corpus(name)))


def unpack_corpus(name: str) -> Path:
    """Unpack an archive of `../shared/corpora` to the ignored folder where that has not been done; its folder."""
    folder = EVAL_DIR / name
    if not folder.exists():
        EVAL_DIR.mkdir(exist_ok=True)
        with tarfile.open(CORPORA / f"{name}.tar.xz") as archive:
            archive.extractall(EVAL_DIR, filter="data")
    return folder


def make_console() -> Console:
    """Make a console that cuts no table where the output goes to a file: Rich takes 80 columns there."""
    return Console() if sys.stdout.isatty() else Console(width=120)
