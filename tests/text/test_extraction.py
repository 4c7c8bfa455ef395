"""Pages made in code: what cannot be parsed, limits of the parser, hints, and laws that hold for any bytes."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text import EXTRACTOR_VERSION, extract_article, hash_text
from schemas.records import EntryHints, ExtractedArticle, PageSource, Rejection

SENTENCE = "The council voted on Tuesday evening to close the old ferry pier for two years. "
PROSE = "".join(f"<p>{number}. {SENTENCE * 3}</p>" for number in range(8))
NO_HINTS = EntryHints()
NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)


def extract(
    body: bytes | str, hints: EntryHints = NO_HINTS, url: str = "https://x.example/pier"
) -> ExtractedArticle:
    data = body.encode() if isinstance(body, str) else body
    article = extract_article(PageSource(url=url, body=data, fetched_at=NOW), hints)
    assert isinstance(article, ExtractedArticle)
    return article


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"", "empty body", id="nothing"),
        pytest.param(b" \n\0", "empty body", id="white space"),
        pytest.param(b"%PDF-1.7 ...", "binary", id="PDF"),
        pytest.param(b"\x89PNG\r\n", "binary", id="PNG"),
        pytest.param(b"PK\x03\x04", "binary", id="ZIP"),
        pytest.param(b"just words", "not HTML", id="plain text"),
        pytest.param(b'{"a": "<3"}', "not HTML", id="JSON"),
        pytest.param(b"<?xml version='1.0'?><rss><channel/></rss>", "not HTML", id="feed"),
        pytest.param(bytes(range(256)) * 20, "not HTML", id="noise"),
    ],
)
def test_no_page_is_rejected_with_a_reason(body: bytes, reason: str):
    rejection = extract_article(PageSource(url="https://x.example/", body=body))
    assert isinstance(rejection, Rejection)
    assert (rejection.stage, rejection.reason) == ("extract", reason)
    assert rejection.detail


@pytest.mark.faults
@pytest.mark.parametrize("depth", [pytest.param(300, id="300 [E1]"), pytest.param(1500, id="1500 [E1]")])
def test_deep_pages_are_read(depth: int):
    article = extract(f"<html><body>{'<div>' * depth}<article>{PROSE}</article>{'</div>' * depth}</body></html>")
    assert article.word_count > 300
    assert "parser_limit: nested too deep" not in article.notes


@pytest.mark.faults
@pytest.mark.parametrize("depth", [pytest.param(3000, id="3000 [E1]")])
def test_too_deep_pages_are_flagged_and_live_on_the_summary(depth: int):
    page = f"<html><body>{'<div>' * depth}{PROSE}{'</div>' * depth}</body></html>"
    article = extract(page, EntryHints(summary=SENTENCE))
    assert "parser_limit: nested too deep" in article.notes
    assert article.text_source == "feed" or article.word_count > 300


@pytest.mark.faults
@pytest.mark.slow
@pytest.mark.parametrize("size", [pytest.param(11_000_000, id="11 MB [E1]")])
def test_long_text_nodes_are_read(size: int):
    article = extract(f"<html><body><article><p>{SENTENCE * (size // len(SENTENCE))}</p></article></body></html>")
    assert len(article.text) > size * 0.9


@pytest.mark.faults
@pytest.mark.parametrize("depth", [pytest.param(100_000, id="[E2]")])
def test_json_ld_without_bottom_is_passed_over(depth: int):
    script = f'<script type="application/ld+json">{"[" * depth}</script>'
    assert extract(f"<html><head>{script}</head><body>{PROSE}</body></html>").word_count > 300


@pytest.mark.parametrize(
    "canonical",
    [pytest.param("javascript:alert(1)", id="javascript [E8]"), pytest.param("", id="empty"),
    pytest.param("http://[", id="broken")],
)  # fmt: skip
def test_bad_canonical_is_ignored(canonical: str):
    article = extract(f'<html><head><link rel="canonical" href="{canonical}"></head><body>{PROSE}</body></html>')
    assert article.canonical_url is None
    assert article.credits == ()


def test_canonical_on_another_host_of_the_site_is_its_own():
    page = f'<html><head><link rel="canonical" href="https://www.x.example/pier?utm_source=a"></head><body>{PROSE}</body></html>'
    assert extract(page, url="https://m.x.example/pier").canonical_url == "https://www.x.example/pier"


def test_feed_gives_what_the_page_does_not():
    hints = EntryHints(
        title="Old pier to close", authors=("Ann Lee", "Staff"), language="en", source_name="Coastal Weekly",
        source_url="https://weekly.example/", published_at=datetime(2024, 3, 5, 20, 14, tzinfo=UTC),
    )  # fmt: skip
    article = extract(f"<html><body>{PROSE}</body></html>", hints)
    assert (article.title, article.authors, article.language) == ("Old pier to close", ("Ann Lee",), "en")
    assert (article.published, article.published_source) == ("2024-03-05T20:14:00Z", "feed")
    source = next(credit for credit in article.credits if credit.role == "source")
    assert (source.name, source.url) == ("Coastal Weekly", "https://weekly.example/")


def test_structured_sources_become_credits():
    said = {
        "@type": "NewsArticle", "headline": "Pier", "datePublished": "2024-03-05",
        "author": {"@type": "Organization", "name": "Reuters"}, "isBasedOn": "https://weekly.example/pier",
        "sourceOrganization": {"@type": "Organization", "name": "Coastal Weekly"},
    }  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    article = extract(f"<html><head>{script}</head><body>{PROSE}</body></html>")
    assert [(credit.role, credit.name) for credit in article.credits] == [
        ("agency", "Reuters"),
        ("source", "Coastal Weekly"),
        ("source", "weekly.example"),
    ]
    assert article.authors == ()


def test_related_stories_in_json_ld_are_not_the_page():
    said = {
        "@type": "ItemList",
        "itemListElement": [{"@type": "NewsArticle", "headline": "Another", "datePublished": "2001-01-02"}],
    }
    script = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    article = extract(f"<html><head>{script}<title>Pier to close</title></head><body>{PROSE}</body></html>")
    assert (article.title, article.published) == ("Pier to close", None)


def test_version_names_the_library():
    assert "trafilatura-2." in EXTRACTOR_VERSION


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Russia’s aim", "Russias  AIM\n", True, id="apostrophe, space, case"),
        pytest.param("café", "cafe\u0301", True, id="composition"),
        pytest.param("Russia’s aim", "Russia’s aims", False, id="a letter"),
        pytest.param("It rained.", "It rained!", False, id="a mark"),
    ],
)
def test_hash(one: str, other: str, same: bool):
    assert (hash_text(one) == hash_text(other)) is same


FRAGMENTS = st.lists(
    st.sampled_from(
        ["<html>", "<p>", "</p>", "<div>", "</div>", '<meta charset="', "utf-16",
        '">', "<script type='application/ld+json'>",
         '{"@type":"NewsArticle","headline":["a"],"author":[null,3,{"name":["x"]}],"datePublished":{}}', "</script>",
         "<h1>", "<time datetime='x'>", "<link rel=canonical href='//'>", "<title>", "Read more", "By Ann Lee",
         SENTENCE,
         "&#0;", "&#xD800;", "\u202e", "<!--", "-->", "<![CDATA[", "<svg>", "<noscript>", "<table><tr><td>", "\x0b"]
    ) | st.text(max_size=20),
    max_size=30,
).map(lambda parts: "<html>" + "".join(parts))  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "text/html; charset=utf-16", "text/html; charset=shift_jis"]))
def test_no_bytes_raise(body: bytes, content_type: str):
    extract_article(PageSource(url="https://x.example/", body=b"<p>" + body, content_type=content_type))


@settings(max_examples=80, deadline=None)
@given(FRAGMENTS)
def test_no_markup_raises_and_the_text_is_clean(page: str):
    article = extract_article(PageSource(url="https://x.example/a", body=page.encode("utf-8", "surrogatepass")))
    if isinstance(article, ExtractedArticle):
        assert not any(character < " " and character != "\n" for character in article.text + article.title)
        assert "\u202e" not in article.text + article.title
        assert article.completeness_reason
