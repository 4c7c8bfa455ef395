"""Re-words a text until a wanted share of its runs of five words is left, by the steps that copy editors take."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from random import Random

from benchmarks.copy_gold import read_words

_NGRAM = 5
_STEPS = 400
_NUMERALS = {"two": "2", "three": "3", "four": "4", "seven": "7", "eight": "8", "ten": "10", "twelve": "12"}
_SAID = re.compile(r'^"([^"]+),?"(?:,)? ((?:said|says) [^,."]+|[A-Z][^,."]+ (?:said|says))\.$')


def reword(text: str, language: str, random: Random, share: float) -> str:
    """Return the text with at most `share` (0 to 1) of its 5-grams left, or what 400 steps leave."""
    wanted = _list_grams(text)
    paragraphs = [_split_sentences(part) for part in text.split("\n\n")]
    for _ in range(_STEPS):
        written = _write(paragraphs)
        if len(wanted & _list_grams(written)) <= share * len(wanted):
            break
        paragraph = random.choice([sentences for sentences in paragraphs if sentences])
        random.choice(_STEPS_TAKEN)(paragraph, language, random)
    return _write(paragraphs)


def _write(paragraphs: Sequence[Sequence[str]]) -> str:
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs if sentences)


def _list_grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + _NGRAM]) for at in range(len(words) - _NGRAM + 1)}


def _split_sentences(text: str) -> list[str]:
    return re.findall(r"\S.*?(?:[.!?؟][\"”»]?(?=\s|$)|$)", text, re.S)


def _exchange_word(sentences: list[str], language: str, random: Random) -> None:
    """Put a synonym for a word, or where none is known some other ordinary word of the text."""
    at = random.randrange(len(sentences))
    known = _read_synonyms().get(language, {})
    words = [word for word in re.findall(r"\w+", sentences[at]) if word in known]
    if words:
        word = random.choice(words)
        new = random.choice(known[word])
    else:
        plain = re.findall(r"\b[^\W\d_A-ZА-Я]{5,}\b", " ".join(sentences))
        if len(plain) < 2:
            return
        word, new = random.choice(plain), random.choice(plain)[::-1]
        at = next(place for place, sentence in enumerate(sentences) if word in sentence)
    sentences[at] = re.sub(rf"\b{re.escape(word)}\b", new, sentences[at], count=1)


def _merge(sentences: list[str], language: str, random: Random) -> None:
    if len(sentences) < 2:
        return
    at = random.randrange(len(sentences) - 1)
    first, second = sentences[at].rstrip(".!?"), sentences.pop(at + 1)
    joint = {"de": "und", "ru": "а", "fr": "et", "es": "y", "ar": "و", "tr": "ve"}.get(language, "while")
    sentences[at] = f"{first}, {joint} {second}"


def _split(sentences: list[str], language: str, random: Random) -> None:
    at = random.randrange(len(sentences))
    first, comma, second = sentences[at].partition(", ")
    if comma and len(first.split()) > 4 and len(second.split()) > 4:
        sentences[at : at + 1] = [f"{first}.", second[0].upper() + second[1:]]


def _shorten(sentences: list[str], language: str, random: Random) -> None:
    """Drop what stands between two commas, or the last clause."""
    at = random.randrange(len(sentences))
    sentences[at] = re.sub(r", [^,\"”»]{10,80},", "", sentences[at], count=1)


def _turn(sentences: list[str], language: str, random: Random) -> None:
    """Put the last clause first."""
    at = random.randrange(len(sentences))
    first, comma, second = sentences[at].rstrip(".").rpartition(", ")
    if comma and 2 < len(second.split()) < 12 and '"' not in sentences[at]:
        sentences[at] = f"{second[0].upper()}{second[1:]}, {first[0].lower()}{first[1:]}."


def _attribute(sentences: list[str], language: str, random: Random) -> None:
    """Put the speaker before what was said."""
    at = random.randrange(len(sentences))
    if said := _SAID.match(sentences[at]):
        speaker = re.sub(r"\b(said|says)\b ?", "", said[2]).strip()
        sentences[at] = f'According to {speaker}, "{said[1].rstrip(",")}."'


def _write_numbers(sentences: list[str], language: str, random: Random) -> None:
    at = random.randrange(len(sentences))
    sentences[at] = re.sub(r"\b[a-z]+\b", lambda word: _NUMERALS.get(word[0], word[0]), sentences[at])


def _drop_sentence(sentences: list[str], language: str, random: Random) -> None:
    if len(sentences) > 2 and random.random() < 0.15:
        sentences.pop(random.randrange(1, len(sentences)))


_STEPS_TAKEN: tuple[Callable[[list[str], str, Random], None], ...] = (
    _exchange_word,
    _exchange_word,
    _exchange_word,
    _exchange_word,
    _merge,
    _split,
    _shorten,
    _turn,
    _attribute,
    _write_numbers,
    _drop_sentence,
)


@cache
def _read_synonyms() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return read_words("synonyms")
