"""The gold set of completeness: cases × sites × texts → pages. The format is in tests/gold/completeness/README.md.

Nothing here extracts or scores.
"""

import html
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

import yaml
from pydantic import BaseModel, ConfigDict

from benchmarks.gold import GoldError
from schemas.records import Completeness, EntryHints, PageSource

GOLD_DIR = Path(__file__).resolve().parent.parent / "tests" / "gold" / "completeness"
CLASSES: tuple[str, ...] = get_args(Completeness)
_BLIND_PART = 3
_TEXT_HEAD = re.compile(r"^## (\S+)\n# (.+)\n", re.MULTILINE)
_QUOTATION = re.compile(r"\[\[(?P<which>\*|\d+(?:-\d+)?)(?:~(?P<length>\d+))?(?P<plain>\|plain)?\]\]")
_WORD = re.compile(r"\{\{(\w+)\}\}")
_WRAPS = {"p": "<p>{}</p>", "div": "<div>{}</div>", "br": "{}<br><br>"}


class WholePage(NamedTuple):
    """One page of the gold set, what its feed said, and the verdict that a careful reader gives."""

    name: str
    language: str
    expected: Completeness
    reason: str
    page: PageSource
    hints: EntryHints

    @property
    def is_blind(self) -> bool:
        """Say whether it belongs to the third that is kept apart, by the checksum of its name."""
        return zlib.crc32(self.name.encode()) % _BLIND_PART == 0


class Text(NamedTuple):
    """An article's own words: title and paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


class Case(BaseModel):
    """One entry of a file of cases, as the README says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    site: str
    language: str
    expected: Completeness
    reason: str
    text: str = ""
    title: str = ""
    main: str = "[[*]]"
    wrap: Literal["p", "div", "br"] = "p"
    bare: bool = False
    raw: str = ""
    head: str = ""
    ld: dict[str, Any] | None = None
    og: str = ""
    description: str = ""
    url: str = ""
    summary: str = ""
    content: str = ""


def read_whole_pages(folder: Path = GOLD_DIR) -> list[WholePage]:
    """Read and build all pages, by file and place in it. Raises GoldError naming the case."""
    texts = read_texts(folder)
    chrome = yaml.safe_load((folder / "chrome.yaml").read_text("utf-8"))
    sites = {path.stem: path.read_text("utf-8") for path in (folder / "sites").glob("*.html")}
    pages = [
        _build_page(case, texts, chrome, sites)
        for path in sorted((folder / "cases").glob("*.yaml"))
        for case in map(Case.model_validate, yaml.safe_load(path.read_text("utf-8")))
    ]
    if len({page.name for page in pages}) < len(pages):
        raise GoldError("two cases have the same name")
    return pages


def read_texts(folder: Path) -> dict[str, Text]:
    """Read the articles' words, by name."""
    found = {}
    for path in sorted((folder / "texts").glob("*.txt")):
        _, *parts = _TEXT_HEAD.split(path.read_text("utf-8"))
        for name, title, body in zip(*[iter(parts)] * 3, strict=True):
            found[name] = Text(title.strip(), tuple(part.strip() for part in body.split("\n\n") if part.strip()))
    return found


def _build_page(case: Case, texts: dict[str, Text], chrome: dict[str, Any], sites: dict[str, str]) -> WholePage:
    if case.site not in sites or case.language not in chrome or (case.text and case.text not in texts):
        raise GoldError(f"{case.name}: no such site, language or text")
    text = texts[case.text] if case.text else Text("", ())
    title = case.title or text.title
    words = _list_words(case, title, chrome[case.language])
    shell, _, article = sites[case.site].partition("\n=====\n")
    main = _quote(case.main, text, case.wrap)
    content = main if case.bare else article.replace("{{main}}", main)
    document = case.raw or shell.replace("{{content}}", content).replace("{{head}}", _make_head(case, title, text))
    hints = EntryHints(
        title=title if case.summary or case.content else "",
        summary=_quote(case.summary, text, ""),
        content=_quote(case.content, text, "p"),
        language=case.language,
    )
    source = PageSource(
        url=words["url"], body=_fill(document, words).encode(), content_type="text/html; charset=utf-8"
    )
    return WholePage(case.name, case.language, case.expected, case.reason, source, hints)


def _list_words(case: Case, title: str, chrome: dict[str, Any]) -> dict[str, str]:
    """Name what `{{…}}` may stand for on this page."""
    lists = {"nav", "headlines"}
    words = {key: html.escape(value) for key, value in chrome.items() if key not in lists}
    headlines = chrome["headlines"]
    words |= {f"nav{number}": label for number, label in enumerate(chrome["nav"], start=1)}
    words |= {f"headline{number}": line for number, line in enumerate(headlines, start=1)}
    words["nav"] = "".join(f'<li><a href="/s{n}/">{label}</a></li>' for n, label in enumerate(chrome["nav"]))
    words["related"] = "".join(f'<li><a href="/2026/11/{n}">{line}</a></li>' for n, line in enumerate(headlines))
    words["cards"] = "".join(
        f'<div class="card"><a href="/c/{n}"><h3>{line}</h3></a></div>' for n, line in enumerate(headlines)
    )
    day = "" if case.bare else "2026/11/25/"
    url = case.url or f"https://{chrome['host']}/{day}{case.name}/"
    return words | {"lang": case.language, "title": html.escape(title), "url": url}


def _make_head(case: Case, title: str, text: Text) -> str:
    lines = [_quote(case.head, text, "")] if case.head else []
    if case.og:
        lines.append(f'<meta property="og:type" content="{case.og}">')
    if case.description:
        described = html.escape(_quote(case.description, text, ""))
        lines += [f'<meta name="{name}" content="{described}">' for name in ("description", "og:description")]
    if case.ld is not None:
        declared = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, **case.ld}
        if "articleBody" in declared:
            declared["articleBody"] = _quote(declared["articleBody"], text, "")
        lines.append(f'<script type="application/ld+json">{json.dumps(declared, ensure_ascii=False)}</script>')
    return "\n".join(lines)


def _quote(source: str, text: Text, wrap: str) -> str:
    """Put a text's paragraphs in place of `[[…]]`, marked up as `wrap` says; "" is plain."""

    def replace(found: re.Match[str]) -> str:
        chosen = list(_choose(found["which"], text))
        if found["length"]:
            chosen = [chosen[0][: int(found["length"])]]
        if found["plain"] or not wrap:
            return " ".join(chosen)
        return "\n".join(_WRAPS[wrap].format(html.escape(paragraph, quote=False)) for paragraph in chosen)

    return _QUOTATION.sub(replace, source)


def _choose(which: str, text: Text) -> Iterator[str]:
    if which == "*":
        yield from text.paragraphs
        return
    first, _, last = which.partition("-")
    yield from text.paragraphs[int(first) - 1 : int(last or first)]


def _fill(document: str, words: dict[str, str]) -> str:
    """Put the words of the language in place of `{{…}}`. A word may itself hold one."""
    filled = _WORD.sub(lambda found: words[found[1]], document)
    return _WORD.sub(lambda found: words[found[1]], filled)
