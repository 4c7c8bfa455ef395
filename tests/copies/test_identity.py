from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline.copies import fingerprint_text, relate_pair
from pipeline.settings import CopySettings
from schemas.records import Comparable

SETTINGS = CopySettings()
TIMES = st.none() | st.integers(1, 1000).map(
    lambda hour: datetime(2026, 4, 1, tzinfo=UTC) + timedelta(minutes=25 * hour)
)
WORD = st.text(alphabet="abcdefghijkЖИе0é'“”.", min_size=1, max_size=9)


def _article(article_id: str, text: str, publisher: str, at: datetime | None) -> Comparable:
    return Comparable(
        article_id=article_id,
        title="",
        text=text,
        publisher=publisher,
        url="",
        published_at=at,
        fingerprint=fingerprint_text(text, SETTINGS),
    )


@given(st.lists(WORD, min_size=0, max_size=80), TIMES, TIMES, st.sampled_from(["P", "Q", ""]))
def test_an_article_is_identical_with_itself(
    words: list[str], at: datetime | None, other_at: datetime | None, publisher: str
) -> None:
    one = _article("a1", " ".join(words), "P", at)
    two = _article("a2", " ".join(words), publisher, other_at)
    copy = relate_pair(one, two, SETTINGS)
    if one.fingerprint.tokens < SETTINGS.min_tokens:
        assert copy is None
    else:
        assert copy is not None
        assert (copy.kind, copy.containment, copy.containment_of, copy.resemblance) == ("identical", 1, 1, 1)
        assert relate_pair(two, one, SETTINGS) == copy


@given(st.lists(WORD, max_size=60), st.lists(WORD, max_size=60))
def test_a_relation_does_not_depend_on_the_order_of_the_pair(words: list[str], more: list[str]) -> None:
    one = _article("a1", " ".join(words), "P", None)
    two = _article("a2", " ".join([*words[10:], *more]), "Q", None)
    assert relate_pair(one, two, SETTINGS) == relate_pair(two, one, SETTINGS)
