"""Laws: offsets give the surface back, resolving twice is the same, folding keeps places."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.names import Lexicon, resolve
from pipeline.names.folding import view_text
from schemas.records import Document

_NAMES = (
    "ISIS|IS|ISISs|Islamic State|(ISIS)|al-Qa’ida|Isis|ISI|Abu Bakr al-Baghdadi|al-Baghdadi|is|Georgia|ИГИЛа|داعش"
)
_OTHERS = "للدولة الإسلامية|İran|ﬁ|  |\n|\n\n| |'|’s|-|.|(|)|“|”|, or |s|S|@|http://|Is\u00adlamic|e\u0301|\ud800|\u200b|\u0640|\u00a0"
PIECES = st.sampled_from([*_NAMES.split("|"), *_OTHERS.split("|")])
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=25).map("".join)


@given(title=TEXTS, text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_offsets_give_the_surface_back(lexicon: Lexicon, title: str, text: str) -> None:
    for mention in resolve(Document.model_construct(title=title, text=text, published_at=None), lexicon):
        field = title if mention.in_title else text
        assert field[mention.start_char : mention.end_char] == mention.surface
        assert mention.surface.strip() == mention.surface != ""


@given(title=TEXTS, text=TEXTS)
@settings(max_examples=80, deadline=None)
def test_mentions_are_sorted_and_do_not_overlap(lexicon: Lexicon, title: str, text: str) -> None:
    mentions = resolve(Document.model_construct(title=title, text=text, published_at=None), lexicon)
    keys = [(not mention.in_title, mention.start_char) for mention in mentions]
    assert keys == sorted(keys)
    for one, other in pairwise(mentions):
        assert one.in_title != other.in_title or one.end_char <= other.start_char


@given(text=TEXTS)
@settings(max_examples=60, deadline=None)
def test_resolving_twice_is_the_same(lexicon: Lexicon, text: str) -> None:
    document = Document.model_construct(title="", text=text, published_at=None)
    assert resolve(document, lexicon) == resolve(document, lexicon)


@given(text=st.text(alphabet=st.characters(exclude_categories=[])))
@settings(max_examples=200, deadline=None)
def test_folding_keeps_one_character_for_one(text: str) -> None:
    view = view_text(text)
    assert len(view.folded) == len(view.kept)
    for index, char in enumerate(view.kept):
        start, end = view.to_original(index, index + 1)
        assert view.original[start:end] == char
        assert view.from_original(start) == index
