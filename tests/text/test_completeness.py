"""How whole a page is: what each sign of a cut, a wall or another kind of page decides, and what it does not."""

import pytest

from pipeline.text.article import extract_article
from pipeline.text.cut import find_cut
from schemas.records import EntryHints, ExtractedArticle, PageSource

URL = "https://gazette.example/news/2026/11/25/pier"
FIRST = "The harbour board closed the north pier on Tuesday after a survey found rot in seven of its nine piles."
SECOND = "Boats that land there will use the stone quay until the spring, when a contractor is to start on repairs."
THIRD = "“We had hoped to get through one more winter,” said the harbour master, who has run the port since 2009."
FOURTH = "The work is expected to cost two million and to be paid for in equal parts by the board and the county."
WHOLE = (FIRST, SECOND, THIRD, FOURTH)
WALL = "<div class='offer'><p>Subscribe to continue reading</p></div>"


def make_page(*paragraphs: str, head: str = "", after: str = "", body: str = "", title: str = "Pier closed") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html lang='en'><head><title>{title}</title>{head}</head><body {body}><article><h1>{title}</h1>"
        f"<div class='text'>{text}</div>{after}</article><footer><p>The Gazette</p></footer></body></html>"
    )


def judge(page: str, url: str = URL, content: str = "") -> tuple[str, str]:
    article = extract_article(PageSource(url=url, body=page.encode()), EntryHints(content=content))
    assert isinstance(article, ExtractedArticle)
    return article.completeness, article.completeness_reason


def declare(**values: object) -> str:
    pairs = ", ".join(f'"{key}": {value}' for key, value in values.items())
    return (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Pier closed", '
        '"datePublished": "2026-11-25"' + (f", {pairs}" if pairs else "") + "}</script>"
    )


@pytest.mark.parametrize(
    ("page", "completeness", "evidence"),
    [
        pytest.param(make_page(*WHOLE), "full", "words to the end", id="whole"),
        pytest.param(make_page(*WHOLE[:2], after=WALL), "paywalled", "Subscribe to continue reading", id="wall"),
        pytest.param(
            make_page(*WHOLE, after=WALL.replace("<div ", "<div style='display: none' ")),
            "full",
            "",
            id="hidden wall",
        ),
        pytest.param(make_page(*WHOLE, after=f"<template>{WALL}</template>"), "full", "", id="wall in a template"),
        pytest.param(
            make_page(*WHOLE[:3], after="<p><a href='/full'>Read the full story</a></p>"),
            "truncated",
            "Read the full story",
            id="link to the full story",
        ),
        pytest.param(
            make_page(*WHOLE[:2], after="<button>Show full article</button>"), "truncated", "button", id="button"
        ),
        pytest.param(
            make_page(*WHOLE, after="<p>Read more: <a href='/x'>Storm bends the pier clock</a></p>"),
            "full",
            "",
            id="link to another story",
        ),
        pytest.param(
            make_page(*WHOLE, head=f"<link rel='next' href='{URL}?page=2'>"),
            "truncated",
            "rel=next",
            id="next page",
        ),
        pytest.param(
            make_page(*WHOLE, head="<link rel='next' href='https://gazette.example/news/2026/11/26/storm'>"),
            "full",
            "",
            id="next article",
        ),
        pytest.param(
            make_page(*WHOLE[:3], after="<div><b>1</b> <a href='?p=2'>2</a> <a href='?p=3'>3</a></div>"),
            "truncated",
            "pages 1 2 3",
            id="numbered pages",
        ),
        pytest.param(
            make_page(*WHOLE, after="<h2>Keep reading</h2><div><a href='/x'>Storm bends the pier clock</a></div>"),
            "full",
            "",
            id="heading of a list of others",
        ),
        pytest.param(make_page(*WHOLE, after="<p>Page 1 of 3</p>"), "truncated", "Page 1 of 3", id="first page"),
        pytest.param(make_page(*WHOLE, after="<p>Page 3 of 3</p>"), "full", "", id="last page"),
        pytest.param(
            make_page(*WHOLE[:2], head=declare(wordCount=900)), "truncated", "wordCount 900", id="declared length"
        ),
        pytest.param(
            make_page(*WHOLE[:3], head=declare(isAccessibleForFree='"False"')),
            "paywalled",
            "isAccessibleForFree",
            id="not free and short",
        ),
        pytest.param(
            make_page(*WHOLE, head=declare(isAccessibleForFree='"False"')), "full", "", id="not free and whole"
        ),
        pytest.param(
            make_page(
                *WHOLE[:3],
                head=declare(
                    isAccessibleForFree="false",
                    hasPart='{"isAccessibleForFree": false, "cssSelector": "div.text"}',
                ),
            ),
            "full",
            "",
            id="the paid part is in the page",
        ),
        pytest.param(
            make_page(
                FIRST, head=f"<meta name='description' content='{FIRST}'>", after="<p>Read the full story</p>"
            ),
            "teaser",
            "Read the full story",
            id="standfirst and a link",
        ),
        pytest.param(make_page(), "empty", "", id="headline alone"),
        pytest.param(
            "<html><body><div id='root'></div><p>You need to enable JavaScript to run this app.</p></body></html>",
            "empty",
            "enable JavaScript",
            id="script that did not run",
        ),
    ],
)
def test_page_is_judged_by_what_stands_there(page, completeness, evidence):
    given, reason = judge(page)
    assert (given, evidence in reason) == (completeness, True), reason


@pytest.mark.parametrize(
    ("page", "url", "evidence"),
    [
        pytest.param(make_page(*WHOLE), "https://gazette.example/?utm_source=rss", "home page", id="front page"),
        pytest.param(
            make_page(*WHOLE), "https://x.example/forum/viewtopic.php?t=7", "a forum", id="forum by address"
        ),
        pytest.param(
            make_page(*WHOLE, head="<meta name='generator' content='Discourse 3.1'>"),
            URL,
            "discourse",
            id="forum system",
        ),
        pytest.param(
            make_page(*WHOLE, body="class='archive category'", head="<meta property='og:type' content='article'>"),
            URL,
            "body class",
            id="archive that says it is an article",
        ),
        pytest.param(
            make_page(*WHOLE, head=declare().replace("NewsArticle", "LiveBlogPosting")),
            URL,
            "live blog",
            id="live blog",
        ),
        pytest.param(
            make_page(*WHOLE, head=declare().replace("NewsArticle", "Product")), URL, "a product", id="product"
        ),
        pytest.param(make_page("Nothing here.", title="Page not found"), URL, "soft 404", id="soft 404"),
        pytest.param(
            make_page("Please log in.", title="Members", after="<form><input type='password'></form>"),
            "https://gazette.example/members",
            "password",
            id="login",
        ),
    ],
)
def test_page_of_another_kind_is_no_article(page, url, evidence):
    given, reason = judge(page, url)
    assert (given, evidence in reason) == ("not-an-article", True), reason


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(make_page(*WHOLE, head=declare(), body="class='archive'"), id="theme's class on an article"),
        pytest.param(make_page(*WHOLE, title="Forum backs the pier"), id="forum in the headline"),
        pytest.param(
            make_page(*WHOLE, head=declare() + declare().replace("NewsArticle", "Product")),
            id="article on a product",
        ),
        pytest.param(make_page(*WHOLE, after="<h3><a href='/a'>A</a></h3>" * 12), id="many linked headlines below"),
    ],
)
def test_article_stays_an_article(page):
    assert judge(page)[0] == "full"


@pytest.mark.parametrize(
    ("content", "completeness"),
    [
        pytest.param("".join(f"<p>{words}</p>" for words in (*WHOLE, SECOND)), "truncated", id="feed goes on"),
        pytest.param(
            "".join(f"<p>{words}</p>" for words in WHOLE[:3]) + "<p>First in The Gazette.</p>", "full", id="tail"
        ),
    ],
)
def test_feed_tells_what_the_page_lacks(content, completeness):
    assert judge(make_page(*WHOLE[:3]), content=content)[0] == completeness


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        pytest.param(
            f"{FIRST}\n{SECOND}\nThe harbour master said on Monday that the…", True, id="open word, ellipsis"
        ),
        pytest.param("\n".join(WHOLE * 2) + "\nThe board hoped for one more winter [...]", True, id="bracketed"),
        pytest.param(
            "\n".join(WHOLE * 2) + "\nAnd the lamp, and the dark water, and nobody there…", False, id="for effect"
        ),
        pytest.param(f"{FIRST}\n“We had hoped to get through", True, id="quotation left open"),
        pytest.param(f"{FIRST}\n“We had hoped to get through”", False, id="quotation closed"),
        pytest.param(
            f"{FIRST}\n{SECOND} Do you want to hear more? Sign up here", False, id="appeal of three words"
        ),
        pytest.param(f"{FIRST}\nPhoto: Ann Lee", False, id="credit"),
    ],
)
def test_end_of_a_text_tells_whether_it_is_cut(text, is_cut):
    assert (find_cut(text) is not None) == is_cut
