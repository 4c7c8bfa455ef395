"""Headline, authors, section, image and language of pages made in code, each with the place that it came from."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.text import extract_article
from pipeline.text.authors import choose_authors, find_people
from pipeline.text.image import choose_image
from pipeline.text.language import find_language
from schemas.records import EntryHints, ExtractedArticle, PageSource

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
SENTENCE = "The council voted on Tuesday evening to close the old ferry pier for two years. "
PROSE = "".join(f"<p>{number}. {SENTENCE * 3}</p>" for number in range(8))
H1 = "<h1>Old ferry pier to close</h1>"


def extract(body: str, head: str = "", said: dict[str, Any] | list[Any] | None = None) -> ExtractedArticle:
    script = f'<script type="application/ld+json">{json.dumps(said)}</script>' if said else ""
    page = f"<html><head>{head}{script}</head><body>{body}</body></html>".encode()
    article = extract_article(PageSource(url="https://www.gazette.example/pier", body=page, fetched_at=NOW))
    assert isinstance(article, ExtractedArticle)
    return article


def og(title: str) -> str:
    return f'<meta property="og:title" content="{title}">'


@pytest.mark.parametrize(
    ("head", "body", "title", "source"),
    [
        pytest.param(og("Pier shut"), H1, "Old ferry pier to close", "h1", id="the only h1"),
        pytest.param(
            "<title>Old ferry pier to close | Gazette</title>",
            '<h1 class="logo"><a href="/">Harbour Gazette</a></h1><h2>Old ferry pier to close</h2>',
            "Old ferry pier to close",
            "h2",
            id="h1 of the site",
        ),
        pytest.param(
            og("Old ferry pier to close"),
            f"<h1>News of the harbour</h1>{H1}",
            "Old ferry pier to close",
            "h1",
            id="the h1 that the meta repeats",
        ),
        pytest.param(
            og("Old ferry pier to close"),
            '<h1><span>Harbour</span><span class="headline">Old ferry pier to close</span></h1>',
            "Old ferry pier to close",
            "h1",
            id="kicker in an element",
        ),
        pytest.param(
            "",
            '<h1><span class="kicker">Harbour</span> Old ferry pier to close</h1>',
            "Old ferry pier to close",
            "h1",
            id="kicker by name",
        ),
        pytest.param(
            "",
            '<h1><span class="sr-only">Headline:</span> Old ferry pier to close</h1>',
            "Old ferry pier to close",
            "h1",
            id="label for screen readers",
        ),
        pytest.param(
            "",
            "<h1>Old <em>ferry</em> pier to close</h1>",
            "Old ferry pier to close",
            "h1",
            id="marked words",
        ),
        pytest.param(
            og("Old ferry pier to close - Gazette"), "", "Old ferry pier to close", "meta:og:title", id="meta alone"
        ),
        pytest.param("<title>Gazette » Old ferry pier</title>", "", "Old ferry pier", "title", id="site in front"),
        pytest.param(
            og("Harbour Gazette") + '<meta property="og:site_name" content="Harbour Gazette">',
            "",
            "Harbour Gazette",
            "meta:og:title",
            id="front page",
        ),
    ],
)
def test_headline(head: str, body: str, title: str, source: str):
    article = extract(body + PROSE, head)
    assert (article.title, article.title_source) == (title, source)


def person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


@pytest.mark.parametrize(
    ("body", "said", "authors", "source"),
    [
        pytest.param("", person("Ann Lee"), ("Ann Lee",), "json-ld", id="JSON-LD"),
        pytest.param("", [person("Ann Lee"), person("Bo Smith")], ("Ann Lee", "Bo Smith"), "json-ld", id="two"),
        pytest.param("", {"@type": "Organization", "name": "Coast News"}, (), None, id="organisation"),
        pytest.param("", person("Gazette Staff"), (), None, id="staff"),
        pytest.param(
            '<div class="byline">By <a rel="author" href="/a/ann">Ann Lee</a></div>', None, ("Ann Lee",), "rel",
            id="relation",
        ),
        pytest.param(
            '<div class="article-byline"><span>Von</span><span>Ann Lee</span></div>', None, ("Ann Lee",), "class",
            id="parts without a space",
        ),
        pytest.param(
            '<span class="author">Ann Lee</span> <span class="author">Bo Smith</span>', None, ("Ann Lee", "Bo Smith"),
            "class", id="side by side",
        ),
        pytest.param(
            '<p class="author">Ann Lee, Staff Writer</p>', None, ("Ann Lee",), "class", id="role"
        ),
        pytest.param(
            '<p class="author">By Ann Lee on March 5, 2024</p>', None, ("Ann Lee",), "class", id="date behind"
        ),
        pytest.param('<p class="author">@annlee</p>', None, (), None, id="handle"),
        pytest.param(
            '<p class="author-name">Ann Lee</p>', person("annlee"), ("Ann Lee",), "name", id="full name before handle"
        ),
        pytest.param(
            '<ol class="comments"><li><span class="author">Bo Smith</span></li></ol>', None, (), None, id="comment"
        ),
        pytest.param("<h4>By Ann Lee | 12/10/2020</h4>", None, ("Ann Lee",), "line", id="line below the headline"),
        pytest.param("<div>11.12.2019 - Ann Lee</div>", None, ("Ann Lee",), "line", id="line with a date"),
    ],
)  # fmt: skip
def test_authors(body: str, said: object, authors: tuple[str, ...], source: str | None):
    article = extract(
        H1 + body + PROSE, said={"@type": "NewsArticle", "headline": "Old ferry pier to close", "author": said}
    )
    assert (article.authors, article.authors_source) == (authors, source)


def test_meta_that_twitter_labels_names_the_author():
    head = '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">'
    assert extract(H1 + PROSE, head).authors_source == "meta:twitter:data1"


def test_author_of_a_personal_site_is_also_its_publisher():
    graph = {"@graph": [
        {"@type": ["Person", "Organization"], "@id": "#ann", "name": "Ann Lee"},
        {"@type": "NewsArticle", "headline": "Old ferry pier to close", "author": {"name": "Ann Lee", "@id": "#ann"},
         "publisher": {"@id": "#ann"}},
    ]}  # fmt: skip
    assert extract(H1 + PROSE, said=graph).authors == ("Ann Lee",)


def test_places_confirm_one_another():
    places = (
        ("json-ld", ("site",)),
        ("meta:author", ("Bo Smith",)),
        ("rel", ("Ann Lee",)),
        ("class", ("By Ann Lee",)),
    )
    chosen = choose_authors(places, ())
    assert chosen is not None
    assert (chosen.source, chosen.people) == ("rel", ("Ann Lee",))


@pytest.mark.parametrize(
    ("written", "people"),
    [
        pytest.param("Publié le 5 mai 2024 par Ann Lee", ("Ann Lee",), id="label with a date"),
        pytest.param("Ein Gastbeitrag von Ann Lee", ("Ann Lee",), id="German"),
        pytest.param("Propos recueillis par Ann Lee et Bo Smith", ("Ann Lee", "Bo Smith"), id="French"),
        pytest.param("Ludwig van der Berg", ("Ludwig van der Berg",), id="particles"),
        pytest.param("All about loudspeakers", (), id="phrase"),
        pytest.param("Federico Mayol", ("Federico Mayol",), id="name that begins as a month"),
        pytest.param("Chris Jung", ("Chris Jung",), id="another"),
        pytest.param("Nguyen Do Minh", ("Nguyen Do Minh",), id="name that holds a weekday"),
        pytest.param("Ann Lee am Samstag, 5. Mai", ("Ann Lee",), id="weekday behind"),
        pytest.param("Ann Lee, PhD", ("Ann Lee",), id="degree"),
        pytest.param("Juan Muñoz C.", ("Juan Muñoz C.",), id="initial at the end"),
        pytest.param("孔德明", ("孔德明",), id="Chinese"),
        pytest.param("Coast Gazette", (), id="site"),
    ],
)
def test_people(written: str, people: tuple[str, ...]):
    assert find_people((written,), "Coast Gazette") == people


@pytest.mark.parametrize(
    ("addresses", "image"),
    [
        pytest.param(("/img/pier.jpg",), "https://x.example/img/pier.jpg", id="made absolute"),
        pytest.param(("/img/logo.png", "/img/pier.jpg"), "https://x.example/img/pier.jpg", id="logo"),
        pytest.param(("/own-sign.png", "/img/pier.jpg"), "https://x.example/img/pier.jpg", id="the publisher's"),
        pytest.param(("/img/placeholder-16x9.jpg",), None, id="placeholder"),
        pytest.param(("data:image/png;base64,AAAA",), None, id="data"),
        pytest.param(("javascript:alert(1)",), None, id="script"),
        pytest.param(("http://[",), None, id="broken"),
        pytest.param(("https://x.example/catalogue.jpg",), "https://x.example/catalogue.jpg", id="logo in a word"),
        pytest.param((), None, id="none"),
    ],
)
def test_image(addresses: tuple[str, ...], image: str | None):
    assert choose_image(addresses, "https://x.example/a", "https://x.example/own-sign.png") == image


def test_section_image_and_last_change_have_their_place():
    said = {
        "@type": "NewsArticle", "headline": "Old ferry pier to close", "articleSection": ["Harbour", "Town"],
        "image": {"@type": "ImageObject", "url": "/img/pier.jpg"}, "dateModified": "2024-03-06T10:00:00Z",
    }  # fmt: skip
    article = extract(H1 + PROSE, said=said)
    assert (article.section, article.image_url) == ("Harbour", "https://www.gazette.example/img/pier.jpg")
    assert article.modified_at == datetime(2024, 3, 6, 10, tzinfo=UTC)
    assert (article.raw_modified, article.modified_source) == ("2024-03-06T10:00:00Z", "json-ld")


def test_last_change_out_of_the_window_keeps_its_words():
    article = extract(H1 + PROSE, '<meta property="article:modified_time" content="2199-01-01">')
    assert (article.modified_at, article.raw_modified, article.modified_source) == (None, "2199-01-01", None)


FRENCH = (
    "Le conseil du port a voté mardi soir la fermeture du vieux quai pour deux ans, après que des experts ont trouvé "
    "que la plupart des pieux étaient rongés et qu'une tempête pourrait les emporter dans la nuit."
)
GERMAN = (
    "Der Rat der Hafenstadt hat am Dienstag beschlossen, den alten Steg für zwei Jahre zu schließen, weil die Pfähle "
    "von Würmern zerfressen sind und im Winter bei einem Sturm nachgeben könnten, wie es in dem Bericht heißt."
)


@pytest.mark.parametrize(
    ("text", "tag", "code", "source"),
    [
        pytest.param(SENTENCE * 3, "en-GB", "en", "html", id="tag and words agree"),
        pytest.param(FRENCH, "en", "fr", "words", id="tag of a template"),
        pytest.param(GERMAN, None, "de", "words", id="no tag"),
        pytest.param(GERMAN, "lb", "lb", "html", id="near languages do not overrule"),
        pytest.param("Pier shut", "fr", "fr", "html", id="too short to contradict"),
        pytest.param("Совет гавани решил закрыть старый причал на два года", "en", "ru", "script", id="script"),
        pytest.param("Pier shut", None, None, None, id="nothing tells"),
    ],
)
def test_language(text: str, tag: str | None, code: str | None, source: str | None):
    assert find_language(text, (("html", tag),)) == (code, source)


def test_names_of_the_feed_come_last():
    page = f"<html><body>{PROSE}</body></html>".encode()
    source = PageSource(url="https://x.example/pier", body=page, fetched_at=NOW)
    article = extract_article(source, EntryHints(title="Old pier to close", authors=("Ann Lee",)))
    assert isinstance(article, ExtractedArticle)
    assert (article.title_source, article.authors_source) == ("feed", "feed")
