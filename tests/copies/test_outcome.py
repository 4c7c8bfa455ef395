import pytest

from pipeline.copies import decide_outcome
from schemas.records import ExtractedArticle, IngestedEntry, KnownArticle
from tests.warehouse.made_rows import make


@pytest.mark.parametrize(
    ("known", "outcome"),
    [
        pytest.param(None, "loaded", id="nothing known"),
        pytest.param(("t1", ("e1",)), "unchanged", id="same text, same entry"),
        pytest.param(("t1", ("e0", "e1")), "unchanged", id="same text, one of its entries"),
        pytest.param(("t1", ("e0",)), "duplicate", id="same text, another entry"),
        pytest.param(("t1", ()), "duplicate", id="same text, no entry known"),
        pytest.param(("t0", ("e1",)), "revised", id="other text, same entry"),
        pytest.param(("t0", ("e0",)), "revised", id="other text, another entry"),
    ],
)
def test_outcome(known: tuple[str, tuple[str, ...]] | None, outcome: str) -> None:
    entry = IngestedEntry(
        entry_id="e1",
        feed_id="f1",
        publisher="P",
        content_hash="c1",
        raw_link="https://p.example/1",
        text_hash="t1",
    )
    article = known and KnownArticle(
        article_id="a1", address="https://p.example/1", revision=1, text_hash=known[0], entry_ids=known[1]
    )
    assert decide_outcome(entry, article or None) == outcome


@pytest.mark.parametrize(
    ("before", "outcome"),
    [
        pytest.param("Pier to close", "unchanged", id="the same"),
        pytest.param("PIER to close!", "unchanged", id="other marks"),
        pytest.param("Pier may close", "revised", id="another headline"),
        pytest.param(None, "unchanged", id="not known"),
    ],
)
def test_another_headline_is_a_revision(before: str | None, outcome: str) -> None:
    article = make(ExtractedArticle, title="Pier to close")
    entry = make(IngestedEntry, entry_id="e1", text_hash="t1", article=article)
    known = make(KnownArticle, text_hash="t1", title=before, entry_ids=("e1",))
    assert decide_outcome(entry, known) == outcome
