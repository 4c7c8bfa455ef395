"""`parse-feed`, `extract`, `resolve`, `relate`: a file or standard input in, JSON lines out, no warehouse."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import feeds, names, text
from pipeline.cli.inputs import MAX_BYTES, InputLine, name_input, read_bytes, read_lines, read_moment, read_text
from pipeline.errors import ConfigError, DataError
from pipeline.settings import Settings
from pipeline.stages.comparing import Comparand, relate_documents
from pipeline.stages.preparing import read_lexicon
from schemas.ids import make_feed_id
from schemas.records import Copy, Document, Entry, ExtractedArticle, Mention, PageSource, Rejection, Story

Url = Annotated[
    str, typer.Option(help="The address that the bytes came from; relative links are resolved with it.")
]
File = Annotated[str, typer.Argument(help="A file, or - for standard input.", show_default=False)]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="Read JSON lines instead of one document.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="Processes to use.")]
OutputLine = dict[str, Any]

_CHUNK = 64


def parse_feed(file: File, url: Url = "http://localhost/feed") -> None:
    """Print every item of a feed document, in order: an entry, or why it is none."""
    parsed = feeds.parse_feed(read_bytes(file), url=url, feed_id=make_feed_id(url), fetched_at=datetime.now(UTC))
    if isinstance(parsed, Rejection):
        raise DataError(f"{name_input(file)}: {_explain(parsed)}")
    print_lines(_describe_item(item) for item in parsed.items)


def extract(
    file: File = "-",
    url: Url = "http://localhost/page",
    jsonl: Jsonl = False,
    jobs: Jobs = 1,
    furniture: Annotated[
        bool,
        typer.Option("--furniture", help="Of JSON lines: first learn what the pages of each host have in common."),
    ] = False,
) -> None:
    """Make articles of pages. JSON lines give `id`, `url` and `html_path` (or `html`)."""
    if jsonl:
        extract_line = _ExtractLine(str(Path(file).resolve().parent) if file != "-" else ".")
        lines = read_lines(file)
        if furniture:
            kept = tuple(lines)
            extract_line.furniture = _learn_furniture(map_lines(extract_line, iter(kept), jobs))
            lines = iter(kept)
        print_lines(map_lines(extract_line, lines, jobs))
        return
    article = text.extract_article(PageSource(url=url, body=read_bytes(file)))
    if isinstance(article, Rejection):
        raise DataError(f"{name_input(file)}: {_explain(article)}")
    print_lines([_describe_article(None, article)])


def resolve(
    file: File = "-",
    jsonl: Jsonl = False,
    jobs: Jobs = 1,
    rewrite: Annotated[
        bool, typer.Option("--rewrite", help="Print the text itself, every resolved name as its canonical one.")
    ] = False,
) -> None:
    """Find the entities that texts name. JSON lines give `id`, `title`, `text` and `published_at`."""
    if jsonl:
        for lines in map_lines(_rewrite_line if rewrite else _resolve_line, read_lines(file), jobs):
            print_lines(lines if isinstance(lines, list) else [lines])
        return
    document = Document(text=read_text(file))
    if rewrite:
        sys.stdout.write(_rewrite(document).text)
        return
    print_lines(_describe_mentions(None if file == "-" else file, document))


def relate(
    file: File = "-",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="The only form; may be left out.")] = True,
) -> None:
    """Find copies and stories. JSON lines give `id`, `title`, `text`, `published_at`, `publisher` and `url`."""
    comparands: dict[str, Comparand] = {}
    given_ids: dict[str, str | int] = {}
    for line in read_lines(file):
        comparand = _read_comparand(line, comparands)
        if isinstance(comparand, Comparand):
            comparands[comparand.id] = comparand
            given_ids[comparand.id] = comparand.id if line.id is None else line.id
        else:
            print_lines([comparand])
    found, stories = relate_documents(comparands.values(), Settings().copies)
    print_lines(_describe_copy(copy, given_ids) for copy in found)
    print_lines(_describe_story(story, given_ids) for story in stories)


def print_lines(lines: Iterable[OutputLine]) -> None:
    """Print objects as JSON lines."""
    for line in lines:
        sys.stdout.write(_write_json(line) + "\n")


def map_lines(work: Callable[[InputLine], Any], lines: Iterator[InputLine], jobs: int) -> Iterator[Any]:
    """Apply `work` to every line, in the order of the input, with `jobs` processes."""
    if jobs == 1:
        yield from map(work, lines)
        return
    with ProcessPoolExecutor(jobs) as pool:
        while chunk := list(islice(lines, _CHUNK * jobs)):
            yield from pool.map(work, chunk, chunksize=max(1, len(chunk) // (4 * jobs)))


def reject_line(line: InputLine, reason: str, detail: str = "") -> OutputLine:
    """Return the rejection record of a line; one without an id is named by its number."""
    record: OutputLine = {"id": line.id, "rejected": reason, "detail": detail}
    return record if line.id is not None else record | {"line": line.number}


class _ExtractLine:
    """Extracts one line; a class so that it can be sent to another process with the folder of the input."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.furniture: Mapping[str, text.Furniture] = {}

    def __call__(self, line: InputLine) -> OutputLine:
        if line.problem:
            return reject_line(line, "not an input line", line.problem)
        try:
            body = self._read_page(line)
        except (OSError, ValueError, ConfigError) as error:
            return reject_line(line, "page not readable", str(error))
        said = line.fields.get("url")
        url = said if isinstance(said, str) else ""
        furniture = self.furniture.get(text.find_host(url), text.NO_FURNITURE)
        article = text.extract_article(PageSource(url=url, body=body), furniture=furniture)
        if isinstance(article, Rejection):
            return reject_line(line, article.reason, article.detail)
        return _describe_article(line.id, article)

    def _read_page(self, line: InputLine) -> bytes:
        html, path = line.fields.get("html"), line.fields.get("html_path")
        if isinstance(html, str):
            return html.encode("utf-8", "surrogatepass")
        if not isinstance(path, str):
            raise ValueError("the line has neither html_path nor html")
        found = Path(path)
        if not found.exists() and not found.is_absolute():
            found = Path(self.folder) / path
        if found.stat().st_size > MAX_BYTES:
            raise ValueError(f"{path}: larger than {MAX_BYTES // 2**20} MiB")
        return found.read_bytes()


def _learn_furniture(articles: Iterable[OutputLine]) -> dict[str, text.Furniture]:
    """Learn from articles made without it what those of each host have in common; who names no host has none."""
    texts = (
        text.PublishedText(text.find_host(article["url"]), article["text"])
        for article in articles
        if "text" in article and text.find_host(article["url"])
    )
    return text.find_furniture(texts, Settings().furniture)


def _resolve_line(line: InputLine) -> list[OutputLine] | OutputLine:
    if line.problem:
        return reject_line(line, "not an input line", line.problem)
    try:
        document = read_document(line)
    except ValueError as error:
        return reject_line(line, "not a document", str(error))
    return _describe_mentions(line.id, document)


def _rewrite_line(line: InputLine) -> OutputLine:
    if line.problem:
        return reject_line(line, "not an input line", line.problem)
    try:
        document = _rewrite(read_document(line))
    except ValueError as error:
        return reject_line(line, "not a document", str(error))
    return {"id": line.id, "title": document.title, "text": document.text}


def _rewrite(document: Document) -> Document:
    lexicon = _read_lexicon()
    return names.rewrite_document(document, names.resolve(document, lexicon), lexicon)


def read_document(line: InputLine) -> Document:
    """Read a line's title, text and time.

    Raises:
        ValueError: One of them has another type or form.
    """
    title, body = line.fields.get("title") or "", line.fields.get("text")
    if not isinstance(body, str):
        raise ValueError("text: missing or not a string")
    if not isinstance(title, str):
        raise ValueError("title: not a string")
    return Document(title=title, text=body, published_at=read_moment(line.fields.get("published_at")))


def _read_comparand(line: InputLine, held: Mapping[str, Comparand]) -> Comparand | OutputLine:
    if line.problem:
        return reject_line(line, "not an input line", line.problem)
    if line.id is None:
        return reject_line(line, "not a document", "id: missing, or neither a string nor an integer")
    if str(line.id) in held:
        return reject_line(line, "not a document", "id: stands in an earlier line, too")
    try:
        document = read_document(line)
    except ValueError as error:
        return reject_line(line, "not a document", str(error))
    publisher, url = (str(line.fields.get(name) or "") for name in ("publisher", "url"))
    return Comparand(id=str(line.id), document=document, publisher=publisher, url=url)


def _describe_copy(copy: Copy, given_ids: Mapping[str, str | int]) -> OutputLine:
    named = {"article_id": given_ids[copy.article_id], "of_article_id": given_ids[copy.of_article_id]}
    return copy.model_dump() | named


def _describe_story(story: Story, given_ids: Mapping[str, str | int]) -> OutputLine:
    origin = story.origin_article_id
    return {
        "story_id": story.story_id,
        "members": [given_ids[member.article_id] for member in story.members],
        "origin": given_ids[origin] if origin is not None else None,
        "evidence": story.evidence,
    }


@cache
def _read_lexicon() -> names.Lexicon:
    return read_lexicon(Settings())


def _describe_mentions(document_id: str | int | None, document: Document) -> list[OutputLine]:
    lexicon = _read_lexicon()
    return [_describe_mention(document_id, mention, lexicon) for mention in names.resolve(document, lexicon)]


def _describe_mention(document_id: str | int | None, mention: Mention, lexicon: names.Lexicon) -> OutputLine:
    entity = lexicon.entities.get(mention.entity_id) if mention.entity_id else None
    return {
        "id": document_id,
        **mention.model_dump(include={"start_char", "end_char", "surface", "entity_id"}),
        "wikidata_id": entity.wikidata_id if entity else None,
        "name": entity.name if entity else None,
        **mention.model_dump(include={"rule", "in_title", "alias", "evidence", "candidates"}),
    }


def _describe_article(document_id: str | int | None, article: ExtractedArticle) -> OutputLine:
    fields = article.model_dump(exclude={"published_at", "published"})
    return {"id": document_id, **fields, "published_at": article.published}


def _describe_item(item: Any) -> OutputLine:
    if isinstance(item, Entry):
        fields: OutputLine = item.model_dump()
        return fields
    return {"position": item.position, "rejected": item.rejection.reason, "detail": item.rejection.detail}


def _explain(rejection: Rejection) -> str:
    return f"{rejection.reason}: {rejection.detail}" if rejection.detail else rejection.reason


def _write_json(line: OutputLine) -> str:
    r"""Write one object; where UTF-8 cannot hold it (a lone surrogate that JSON brought in) all in ASCII.

    >>> print(_write_json({"id": "é"}), _write_json({"id": "\ud800"}))
    {"id": "é"} {"id": "\ud800"}
    """
    text = json.dumps(line, ensure_ascii=False, default=_encode)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(line, default=_encode)
    return text


def _encode(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    raise TypeError(f"{value!r} has no JSON form")
