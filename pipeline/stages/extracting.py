"""Pages → articles, in a child process that may be killed: what runs in it, and how it is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from pipeline import names, text
from pipeline.children import ChildKilledError, ChildPool, share_pool
from pipeline.settings import Settings
from pipeline.stages.making import MadeArticle, Tools, make_article
from pipeline.stages.parsing import reject_killed
from schemas.records import EntryHints, PageSource, Rejection

PARSER_BUDGETS = frozenset({"quarantined: cpu limit", "quarantined: time limit", "quarantined: memory limit"})
"""Reasons of documents that cost too much, and may cost less on another day; crashes are not among them."""

_PAGE_ANSWER: TypeAdapter[MadeArticle | Rejection] = TypeAdapter(MadeArticle | Rejection)


@dataclass(frozen=True)
class PageJob:
    """A page to make an article of, as `making.make_article` takes it."""

    page: PageSource
    hints: EntryHints
    publisher: str
    furniture: text.Furniture


def build_article_maker(settings: Settings, lexicon: bytes) -> Callable[[PageJob], bytes]:
    """Return what makes articles in a child process, with a compiled lexicon."""
    compiled = names.Lexicon(lexicon)

    def make(job: PageJob) -> bytes:
        tools = Tools(lexicon=compiled, furniture={job.publisher: job.furniture})
        made = make_article(job.page, job.hints, job.publisher, tools, settings)
        return _PAGE_ANSWER.dump_json(made)

    return make


class ArticleMaker:
    """Makes articles of pages in this process's child for pages; may be called from any thread."""

    def __init__(self, settings: Settings, lexicon: names.Lexicon, furniture: Mapping[str, text.Furniture]) -> None:
        self._children = settings.children
        self._furniture = furniture
        target = f"{__name__}:{build_article_maker.__name__}"
        self._pool = share_pool(
            target,
            (settings, lexicon.version),
            lambda: ChildPool(target, (settings, lexicon.to_bytes()), settings.children),
        )

    def warm(self) -> None:
        """Start the child."""
        self._pool.warm()

    def make(self, page: PageSource, hints: EntryHints, publisher: str) -> MadeArticle | Rejection:
        """Return what `make_article` makes of a page; one that breaks a parser is rejected as quarantined."""
        job = PageJob(page, hints, publisher, self._furniture.get(publisher, text.NO_FURNITURE))
        try:
            return _PAGE_ANSWER.validate_json(self._pool.run(job, self._children.page_cpu_s))
        except (ChildKilledError, ValidationError) as error:
            return reject_killed("extract", error)
