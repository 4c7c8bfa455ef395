"""The pages that speed is measured on: those of an open corpus where `../shared` is at hand, else the sample's."""

import gzip
import tarfile
from pathlib import Path
from typing import NamedTuple

from sample.edition import Edition
from sample.pages import render_article
from sample.world import load_world

ROOT = Path(__file__).resolve().parent.parent
_CORPUS = ROOT.parent / "shared" / "corpora" / "scrapinghub+article-extraction-benchmark.tar.xz"


class BenchPage(NamedTuple):
    """A page of a measurement: its place and its bytes."""

    path: str
    body: bytes


def read_pages() -> tuple[str, list[BenchPage]]:
    """Return the name of the collection and its pages."""
    if _CORPUS.exists():
        return "181 pages of scrapinghub/article-extraction-benchmark", _read_corpus()
    return "the pages of the sample world", _read_sample()


def _read_corpus() -> list[BenchPage]:
    pages = []
    with tarfile.open(_CORPUS) as archive:
        for member in archive:
            if member.name.endswith(".html.gz") and (file := archive.extractfile(member)):
                name = Path(member.name).name.removesuffix(".html.gz")
                pages.append(BenchPage(f"/{name}.html", gzip.decompress(file.read())))
    return sorted(pages)


def _read_sample() -> list[BenchPage]:
    world = load_world()
    edition = Edition(world, port=8700)
    by_slug = {publisher.slug: publisher for publisher in world.publishers}
    return [
        BenchPage(f"/{article.slug}.html", render_article(edition, by_slug[article.publisher], article))
        for article in world.articles
    ]
