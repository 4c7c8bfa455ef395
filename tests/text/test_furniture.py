"""Pages as they come: what a template puts round the text, and pages that have hardly any markup."""

from datetime import UTC, datetime

import pytest

from pipeline.text import extract_article
from pipeline.text.credits import find_credits, read_attribution
from schemas.records import EntryHints, ExtractedArticle, PageSource

_PROSE = (
    "The convoy of thirty trucks reached the camp on Monday after the road had been closed for two weeks, officials "
    "in the province said. Engineers had cleared it the day before, and a second convoy is planned for Thursday."
)


def _extract(html: str, **hints: str) -> ExtractedArticle:
    page = PageSource(
        url="http://news.example/a", body=html.encode(), fetched_at=datetime(2026, 11, 22, tzinfo=UTC)
    )
    article = extract_article(page, EntryHints(**hints))
    assert isinstance(article, ExtractedArticle)
    return article


def test_credit_ends_where_the_style_sheet_parts_two_texts():
    byline = "<div><span>By <b>Meridian Press Agency</b></span><span>PUBLISHED: 15:10</span></div>"
    html = f"<h1>Convoy arrives</h1>{byline}<p>{_PROSE}</p>"
    assert {credit.name for credit in _extract(html).credits} == {"Meridian Press Agency"}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param(
            "By Ann Lee, Meridian Press • 9 November 2026, 13:42 GMT", ["Ann Lee", "Meridian Press"], id="time"
        ),
        pytest.param("By Ann Lee | 9 November 2026 | Iraq", ["Ann Lee"], id="section-behind-the-date"),
    ],
)
def test_time_and_section_are_nobodys_names(line, names):
    assert [credit.name for credit in read_attribution(line)] == names


def test_reporting_by_an_agency_is_a_source():
    text = f"{_PROSE}\nWith reporting by the Meridian Press Agency."
    assert [(c.role, c.name) for c in find_credits(text)] == [("source", "Meridian Press Agency")]


def test_dateline_below_standfirst_and_caption_is_found():
    text = f"Road open again.\nPUBLISHED: 15:10\nA view of it.\nQAMISHLI, Syria (MPA) - {_PROSE}"
    assert [(c.role, c.name) for c in find_credits(text)] == [("agency", "MPA")]


def test_plain_text_is_an_article():
    article = _extract(
        f"Convoy arrives\nConvoy arrives\nby Ann Lee, via http://x.example/\n{_PROSE}\n{_PROSE}\nRead more"
    )
    assert article.text == f"{_PROSE}\n{_PROSE}"
    assert [(c.role, c.name) for c in article.credits] == [("byline", "Ann Lee"), ("via", "x.example")]
    assert article.completeness == "truncated"


def test_page_of_menus_has_no_text():
    lines = "".join(f"<div><a href='/{n}'>Section {n} of the site</a></div>" for n in range(12))
    article = _extract(f"<h1>Video: sunrise</h1>{lines}<div>A few cookies keep this page open.</div>")
    assert (article.text, article.completeness) == ("", "empty")


def test_page_without_paragraphs_is_read_as_it_shows():
    quote = f"<blockquote>{_PROSE.upper()}</blockquote>"
    html = f"<b>A letter</b><br>{_PROSE}<br><br>{quote}<br>{_PROSE[::-1]}<br>{_PROSE}"
    assert _PROSE[::-1][:40] in _extract(html).text


@pytest.mark.parametrize(
    ("written", "day"),
    [
        pytest.param("11/06/2026", "2026-11-06", id="the-later-that-has-come"),
        pytest.param("12/10/2026", "2026-10-12", id="not-in-the-future"),
    ],
)
def test_slashed_date_is_the_later_of_its_readings(written, day):
    html = f"<body><b>A letter</b><br>{written}<br>{_PROSE}<br>{_PROSE}</body>"
    assert _extract(html).published == day
