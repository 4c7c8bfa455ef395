"""What means one outlet shares a key, so that large stories compare only what may be the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.copies.outlet import is_same_publisher, list_keys, names_outlet

PARTS = ("The", "the", "New", "York", "Times", "News", "AP", "A.P.", "Associated", "Press", "(AP)", "of", "Theatre",
         "Ünion", "Agency", "bbc.co.uk", "http://www.apress.org/", "T", "-", "!")  # fmt: skip
WHOLE = (
    "AP",
    "A.P.",
    "Associated Press",
    "The Associated Press (AP)",
    "Harbour Gazette",
    "HG",
    "Harbour Gazette News",
)
NAMES = st.one_of(st.sampled_from(WHOLE), st.lists(st.sampled_from(PARTS), max_size=4).map(" ".join))
URLS = st.sampled_from(
    ("", "https://ap.org/a", "https://www.nyt.com/b", "http://newyorktimes.co.uk", "https://bbc.co.uk")
)


@settings(max_examples=1500)
@given(NAMES, URLS, NAMES, URLS)
def test_the_same_outlets_share_a_key(name: str, url: str, other: str, other_url: str) -> None:
    if is_same_publisher(name, url, other, other_url):
        assert list_keys(name, url) & list_keys(other, other_url)
    if names_outlet(name, other, other_url):
        assert list_keys(name) & list_keys(other, other_url)
