"""Who markup and feed say an article is from; the page's own publisher is nobody's source."""

import json

import pytest

from pipeline.text import extract_article
from schemas.records import EntryHints, PageSource

_PROSE = "".join(
    f"<p>The council of the harbour town met for the {nth} time and put off its vote on the ferry once more, since "
    "nobody could say what the new terminal would cost in the end.</p>"
    for nth in ("first", "second", "third")
)
_URL = "https://www.harbourpost.example/news/1"


def extract(head="", body="", hints=None, url=_URL):
    page = f"<html><head><title>Vote put off</title>{head}</head><body><article><h1>Vote put off</h1>{body}{_PROSE}"
    article = extract_article(
        PageSource(url=url, body=page.encode(), content_type="text/html"), hints or EntryHints()
    )
    return [(credit.role, credit.name) for credit in article.credits]


def make_json(**fields):
    about = {"@type": "NewsArticle", "headline": "Vote put off", **fields}
    return f'<script type="application/ld+json">{json.dumps(about)}</script>'


def make_org(name):
    return {"@type": "Organization", "name": name}


SITE = '<meta property="og:site_name" content="Harbour Post">'


@pytest.mark.parametrize(
    ("head", "said"),
    [
        pytest.param(
            make_json(author=make_org("Reuters Staff")), [("agency", "Reuters")], id="agency as organisation"
        ),
        pytest.param(make_json(author={"@type": "Person", "name": "AFP"}), [("agency", "AFP")], id="as person"),
        pytest.param('<meta name="author" content="EFE">', [("agency", "EFE")], id="in a meta"),
        pytest.param(SITE + make_json(author=make_org("Harbour Post")), [], id="own publisher"),
        pytest.param(SITE + make_json(author=make_org("Harbour Post Sport")), [], id="own section"),
        pytest.param(make_json(author=make_org("harbourpost.example")), [], id="own host"),
        pytest.param(
            SITE + make_json(author=make_org("Northern Ledger")), [("source", "Northern Ledger")], id="other"
        ),
        pytest.param(
            make_json(author=[make_org("Ann Lee"), {"@type": "Person", "name": "Ann Lee"}]),
            [("byline", "Ann Lee")],
            id="person called an organisation too",
        ),
        pytest.param(make_json(sourceOrganization=make_org("Tide")), [("source", "Tide")], id="sourceOrganization"),
        pytest.param(make_json(provider=make_org("Tide")), [("source", "Tide")], id="provider"),
        pytest.param(make_json(copyrightHolder={"@id": "https://t.example/#o"}), [], id="holder without name"),
        pytest.param(
            make_json(isBasedOn={"@type": "NewsArticle", "name": "A headline", "publisher": make_org("Tide")}),
            [("source", "Tide")],
            id="publisher of the work it is based on",
        ),
        pytest.param(
            make_json(isBasedOn={"@type": "NewsArticle", "name": "A headline", "url": "https://tide.example/a"}),
            [("source", "tide.example")],
            id="address of the work it is based on",
        ),
        pytest.param(
            '<meta name="syndication-source" content="https://tide.example/a">',
            [("source", "tide.example")],
            id="syndication-source",
        ),
        pytest.param(f'<meta name="original-source" content="{_URL}">', [], id="original-source is here"),
        pytest.param(
            '<link rel="canonical" href="https://www.tide.example/a">',
            [("canonical", "tide.example")],
            id="canonical",
        ),
        pytest.param('<link rel="canonical" href="https://harbourpost.test/1">', [], id="other land, same outlet"),
    ],
)
def test_markup(head, said):
    assert extract(head) == said


def test_agency_of_a_marked_byline():
    assert extract(body='<div class="byline">Reuters</div>') == [("agency", "Reuters")]


def test_caption_is_no_credit():
    picture = '<figure><img src="a.jpg"><figcaption>The pier. Source: Northern Ledger</figcaption></figure>'
    assert extract(body=f'{picture}<p class="photo-credit">Courtesy of Coastal Weekly</p>') == []


def test_source_of_the_feed():
    assert extract(hints=EntryHints(source_name="Tide", source_url="https://tide.example/rss")) == [
        ("source", "Tide")
    ]
    assert extract(SITE, hints=EntryHints(source_name="Harbour Post")) == []
