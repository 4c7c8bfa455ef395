import pytest
from hypothesis import given
from hypothesis import strategies as st
from xxhash import xxh3_64_intdigest

from pipeline.copies import fingerprint_text
from pipeline.copies.fingerprint import list_ngrams
from pipeline.copies.tokens import fold_tokens
from pipeline.settings import CopySettings

SETTINGS = CopySettings()
VOCABULARY = ("the", "river", "port", "was", "closed", "to", "ships", "on", "monday", "ИГИЛ", "داعش")
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=900)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("ISIS's leader", "ISISs leader", id="lost apostrophe"),
        pytest.param("ISIS’s leader", "ISIS's leader", id="typographic apostrophe"),
        pytest.param("Café Müller, Łódź", "cafe muller lodz", id="accents"),
        pytest.param("STATE OF ALERT", "State of alert", id="case"),
        pytest.param("“We won” – he said…", '"We won", he said.', id="punctuation"),
        pytest.param("co\u00adoperation", "cooperation", id="soft hyphen"),
        pytest.param("cafe\u0301", "caf\u00e9", id="decomposed"),
        pytest.param("مُحَمَّد", "محمد", id="arabic vowels"),
        pytest.param("أحمد كتـــاب", "احمد كتاب", id="arabic hamza and tatweel"),
        pytest.param("٢٠١٥", "2015", id="arabic digits"),
        pytest.param("Ещё", "еще", id="yo"),
        pytest.param("東京。大阪", "東京大阪", id="punctuation between han"),
    ],
)
def test_accidents_of_copying_fold_away(one: str, other: str) -> None:
    assert fold_tokens(one) == fold_tokens(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("resign", "re-sign", id="hyphen"),
        pytest.param("Iran", "Iraq", id="names"),
        pytest.param("12", "1", id="numbers"),
        pytest.param("его", "ее", id="cyrillic"),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold_tokens(one) != fold_tokens(other)


@pytest.mark.parametrize("name", ["original", "russian", "arabic", "chinese"])
def test_every_script_has_a_sketch(name: str, read_text) -> None:
    fingerprint = fingerprint_text(read_text(name), SETTINGS)
    assert len(fingerprint.hashes) >= 30
    assert fingerprint.tokens == len(fold_tokens(read_text(name)))


@pytest.mark.parametrize("text", ["", "four words are few", "—", "\ud800 lone surrogate \ud800 x"])
def test_short_texts_have_no_hashes(text: str) -> None:
    assert fingerprint_text(text, SETTINGS).hashes == ()


def test_a_lone_surrogate_is_hashed() -> None:
    assert fingerprint_text("a\ud800b c d e f g", SETTINGS).hashes


def test_the_scale_bounds_the_sketch_of_a_long_text() -> None:
    text = " ".join(f"word{number}" for number in range(8000))
    hashes = fingerprint_text(text, SETTINGS).hashes
    assert 800 < len(hashes) < 1200
    assert max(hashes) < 2**64 // SETTINGS.scale


@given(WORDS)
def test_a_sketch_is_a_sorted_part_of_the_exact_hashes(words: list[str]) -> None:
    fingerprint = fingerprint_text(" ".join(words), SETTINGS)
    exact = {xxh3_64_intdigest(gram.encode()) for gram in list_ngrams(fold_tokens(" ".join(words)), SETTINGS.ngram)}
    assert set(fingerprint.hashes) <= exact
    assert list(fingerprint.hashes) == sorted(set(fingerprint.hashes))
    assert all(0 <= number < 2**64 for number in fingerprint.hashes)
    assert len(fingerprint.hashes) >= min(len(exact), SETTINGS.min_hashes)


@given(WORDS, WORDS)
def test_a_part_shares_what_both_scales_keep(words: list[str], more: list[str]) -> None:
    settings = CopySettings(min_hashes=0)
    part = fingerprint_text(" ".join(words), settings)
    whole = fingerprint_text(" ".join(words + more), settings)
    assert set(part.hashes) <= set(whole.hashes)


@given(st.text(max_size=300))
def test_folding_holds_for_any_text(text: str) -> None:
    tokens = fold_tokens(text)
    assert all(tokens)
    assert fingerprint_text(text, SETTINGS).tokens == len(tokens)
