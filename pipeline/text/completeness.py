"""Is this the whole article? The verdict of one page by itself, with its evidence."""

import re
from typing import NamedTuple

from pipeline.text.characters import count_words, fold_words
from pipeline.text.cut import find_cut
from pipeline.text.ending import Ending, find_continuation, find_notice, find_wall, is_sentence
from pipeline.text.kind import Signs, find_other_kind
from pipeline.text.wall_phrases import UNSCRIPTED
from schemas.records import Completeness

_LITTLE = 25
_BRIEF = 60
_MIN_DESCRIPTION = 30
_MAX_DESCRIPTION = 150
_TEASER = 50
_STUB = 300
_NOTICED = 500
_STUB_PARAGRAPHS = 3
_LONGER = 1.3
_MORE_WORDS = 60
_BEHIND = 35
_SHARE_OF_DECLARED = 0.6
_UNSCRIPTED = re.compile("|".join(UNSCRIPTED), re.IGNORECASE)


class Evidence(NamedTuple):
    """What the verdict is made from: the page's signs, its text, and what else is known of the article.

    `declared_text` and `declared_words` are those of JSON-LD or microdata, `feed_text` that of the feed.
    `has_paid_part` says whether the part that is declared as paid stands in the page and holds the text's end.
    """

    signs: Signs
    text: str
    truncated_by: str | None = None
    description: str = ""
    feed_text: str = ""
    declared_text: str = ""
    declared_words: int | None = None
    is_free: bool | None = None
    has_paid_part: bool | None = None
    from_feed: bool = False

    @property
    def words(self) -> int:
        """The words of the article's own lines."""
        return self.signs.words

    @property
    def ending(self) -> Ending:
        """Where the text ends."""
        return self.signs.ending


class Verdict(NamedTuple):
    """The completeness of a page and the evidence for it, in words."""

    completeness: Completeness
    reason: str


def decide_completeness(seen: Evidence) -> Verdict:
    """Return how whole the article is; the first kind with evidence, else full."""
    if other := find_other_kind(seen.signs):
        return Verdict("not-an-article", other)
    for rule in (_is_missing, _is_paywalled, _is_cut):
        if verdict := rule(seen):
            return verdict
    return Verdict(
        "full", f"{seen.words} words to the end" + ("; isAccessibleForFree: false" if seen.is_free is False else "")
    )


def _is_missing(seen: Evidence) -> Verdict | None:
    """No text, or none that is a sentence: a wall, the feed's words, or nothing."""
    has_text = any(map(is_sentence, seen.ending.lines)) or seen.words >= _LITTLE
    said = "\n".join(seen.ending.lines)
    unscripted = _UNSCRIPTED.search(said) if seen.words < _LITTLE else None
    if has_text and not unscripted and not seen.from_feed:
        return None
    if notice := find_notice(seen.signs.page_text):
        return Verdict("paywalled", f"“{notice}” and no text")
    if seen.from_feed:
        return Verdict("teaser", f"the page gave no text; {seen.words} words of the feed stand in")
    if unscripted:
        return Verdict("empty", f"no text, only “{unscripted[0]}”")
    if not said and _shows_description(seen):
        return Verdict("teaser", f"no text; the page shows its description: “{seen.description[:60]}”")
    if said:
        return Verdict("empty", f"no sentence on the page: “{said[:60]}”".replace("\n", " / "))
    return Verdict("empty", "no text on the page" + (" nor in the feed" if not seen.feed_text else ""))


def _shows_description(seen: Evidence) -> bool:
    description = fold_words(seen.description)
    return len(description) >= _MIN_DESCRIPTION and description in fold_words(seen.signs.page_text)


def _is_paywalled(seen: Evidence) -> Verdict | None:
    wall = find_wall(seen.ending) if seen.words < _NOTICED else None
    if not wall and seen.words < _BRIEF:
        wall = find_notice(seen.signs.page_text)
    if wall:
        return Verdict("paywalled", f"“{wall}” behind {seen.words} words")
    if seen.is_free is not False or seen.words >= _STUB or seen.has_paid_part:
        return None
    is_stub = len(seen.ending.paragraphs) <= _STUB_PARAGRAPHS or seen.has_paid_part is False or _find_end(seen)
    return Verdict("paywalled", f"isAccessibleForFree: false, {seen.words} words") if is_stub else None


def _is_cut(seen: Evidence) -> Verdict | None:
    """The text stops before its end; a teaser where nothing but the standfirst of it is there."""
    more, end = _find_more(seen), _find_end(seen)
    further = seen.signs.layout.next_page
    is_description = seen.words < _MAX_DESCRIPTION and _is_description(seen)
    is_standfirst = is_description or (len(seen.ending.paragraphs) <= 1 and seen.words < _BRIEF)
    if (more or further) and is_standfirst and not find_cut(_join(seen)):
        return Verdict("teaser", f"{seen.words} words; {more or further}")
    if is_description and seen.words < _TEASER and not seen.is_free:
        return Verdict("teaser", f"only the page's description, {seen.words} words")
    if reason := end or more or (f"rel=next {further}" if further else None):
        return Verdict("truncated", reason)
    return None


def _find_end(seen: Evidence) -> str | None:
    """What the text's own end, or the tail that was taken off it, says of a cut.

    Below a long text a "More" without an ellipsis is the first of the links to others.
    """
    cut = find_cut(seen.text)
    tail = seen.truncated_by if seen.truncated_by != cut else None
    if tail and (seen.words < _STUB or "…" in tail or ".." in tail):
        return tail
    return find_cut(_join(seen)) if seen.ending.is_parted else cut


def _join(seen: Evidence) -> str:
    return "\n".join(seen.ending.lines)


def _find_more(seen: Evidence) -> str | None:
    """What says that there is more than the page has: a link, the feed, the declared text or its length."""
    found = find_continuation(seen.ending, seen.signs.layout.unfolders)
    if found and not _reaches_declared_end(seen):
        return found
    if behind := _count_behind(seen, seen.feed_text):
        return f"feed content longer than page: {behind} words behind the page's last ones"
    in_feed = count_words(seen.feed_text)
    if in_feed > seen.words * _LONGER and in_feed > seen.words + _MORE_WORDS:
        return f"feed content longer than page: {in_feed} words against {seen.words}"
    if behind := _count_behind(seen, seen.declared_text):
        return f"articleBody longer than page: {behind} words behind the page's last ones"
    if seen.declared_words and seen.words < seen.declared_words * _SHARE_OF_DECLARED:
        return f"JSON-LD wordCount {seen.declared_words}, {seen.words} words on the page"
    return None


def _count_behind(seen: Evidence, whole: str) -> int:
    """How many words of another version of the text stand behind the page's last ones; 0 where it is a tail's few."""
    last = " ".join(seen.ending.lines[-1].split()[-6:]) if seen.ending.lines else ""
    place = whole.rfind(last) if len(last) > 20 else -1
    behind = count_words(whole[place + len(last) :]) if place >= 0 else 0
    return behind if behind >= _BEHIND and behind > seen.words / 10 else 0


def _reaches_declared_end(seen: Evidence) -> bool:
    """Say whether the text ends as the declared one does, and that is whole: a button only unfolds it."""
    end = fold_words(seen.declared_text[-120:])[-40:]
    return bool(end) and not find_cut(seen.declared_text) and end in fold_words(_join(seen)[-400:])


def _is_description(seen: Evidence) -> bool:
    """Say whether the text is the page's description and no more."""
    text, description = (
        fold_words(seen.text if not seen.ending.lines else _join(seen)),
        fold_words(seen.description),
    )
    if not text or not description:
        return False
    return text in description or (
        len(description) > 60 and description in text and len(description) > 0.7 * len(text)
    )
