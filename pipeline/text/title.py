"""The headline of a page: chosen among what headings, JSON-LD, metas and title element say, site name cut."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.text.addresses import find_host
from pipeline.text.characters import fold_space, fold_words
from pipeline.text.headings import Heading

_SEPARATOR = re.compile(r"\s+[|–—»›·•:«/\\-]+\s+|\s*[|»›]\s*|(?<=\w)[:_](?=\s)")
_MIN_HEADING = 10
_MIN_NAME = 5
_MIN_INITIALS = 4


class Headline(NamedTuple):
    """The headline without the site's name, as it was written, and where it was found."""

    title: str
    raw: str
    source: str


def choose_headline(
    declared: tuple[tuple[str, str], ...], headings: tuple[Heading, ...], site: str, url: str
) -> Headline:
    """Choose the headline of a page.

    A heading that a declared title, given as (source, words) from best to worst, repeats whole or between
    separators is the headline: of those the first h1, else the first h2. Else the only h1 is, then what is
    declared, then any heading. `site` is the site's name where the page gives it; its name is no headline.

    >>> heading = Heading("Rain in Rome", 1, "Rain in Rome")
    >>> choose_headline((("meta", "Rain in Rome | Weather"),), (heading,), "", "https://x.org/a").title
    'Rain in Rome'
    """
    names = _list_names(site, url)
    first_of = {raw: source for source, raw in reversed(declared) if raw.strip()}
    cut = [(source, raw, _cut(fold_space(raw), names)) for raw, source in reversed(first_of.items())]
    cut.sort(key=lambda title: fold_words(title[2]) in names)
    shown = sorted((heading for heading in headings if fold_words(heading.plain) not in names), key=_is_of_site)
    if heading := _find_confirmed(list(dict.fromkeys(title for _, _, title in cut)), shown):
        return Headline(_cut(heading.plain, names), heading.text, f"h{heading.level}")
    first = [heading for heading in shown if heading.level == 1 and not heading.is_site]
    if len(first) == 1 and (len(first[0].plain) >= _MIN_HEADING or not cut):
        return Headline(_cut(first[0].plain, names), first[0].text, "h1")
    if cut:
        source, raw, title = cut[0]
        return Headline(title, raw, source)
    return next((Headline(heading.plain, heading.text, f"h{heading.level}") for heading in shown), _NOTHING)


def cut_site_name(title: str, site: str, url: str) -> str:
    """Return `title` without the name of the site at one of its ends.

    A part at an end is the site's name where it equals `site` or the host's own label.

    >>> cut_site_name("Rain - in Rome - daily.example", "", "https://www.daily.example/a")
    'Rain - in Rome'
    """
    return _cut(title, _list_names(site, url))


_NOTHING = Headline("", "", "none")


def _is_of_site(heading: Heading) -> bool:
    return heading.is_site


def _find_confirmed(titles: list[str], headings: list[Heading]) -> Heading | None:
    """The heading that a declared title repeats whole, else the longest that is a part of one; `plain` is cut."""
    whole = {fold_words(title) for title in titles}
    parts: set[str] | None = None
    for level in (1, 2):
        those = [heading for heading in headings if heading.level == level]
        for heading in those:
            if not heading.parts and fold_words(heading.plain) in whole:
                return heading
        if those and parts is None:
            parts = {
                fold_words(part) for title in titles for part in _list_parts(title) if len(part) >= _MIN_HEADING
            }
        found = [found for heading in those if (found := _confirm(heading, whole, parts or set()))]
        if exact := next((heading for heading in found if fold_words(heading.plain) in whole), None):
            return exact
        if longest := max(found, key=_measure, default=None):
            return longest
    return None


def _measure(heading: Heading) -> tuple[bool, int]:
    return not heading.is_site, len(heading.plain)


def _confirm(heading: Heading, whole: set[str], parts: set[str]) -> Heading | None:
    """The heading as a declared title repeats it: its last elements behind a kicker, all of it, or any of them."""
    count = len(heading.parts)
    for first, last in [(at, count) for at in range(1, count)]:
        part = fold_space(" ".join(heading.parts[first:last]))
        if len(part) >= _MIN_HEADING and fold_words(part) in parts:
            return heading._replace(plain=part)
    for words in (heading.plain, heading.text):
        if fold_words(words) in whole | parts:
            return heading._replace(plain=words)
    for last in range(count - 1, 0, -1):
        part = fold_space(" ".join(heading.parts[:last]))
        if len(part) >= _MIN_HEADING and fold_words(part) in parts:
            return heading._replace(plain=part)
    return None


def _list_names(site: str, url: str) -> set[str]:
    """The folded names under which the site may stand at an end of a title."""
    host = find_host(url)
    labels = host.split(".")
    names = {fold_words(site), fold_words(host), *map(fold_words, (labels[0], labels[-2] if labels[1:] else ""))}
    return {
        form
        for name in names - {""}
        for form in ((name, f"{name}com", f"the{name}", f"{name}news") if len(name) > 3 else (name,))
    }


def _cut(title: str, names: set[str]) -> str:
    while True:
        marks = list(_SEPARATOR.finditer(title))
        if marks and _is_name(title[marks[-1].end() :], names):
            title = title[: marks[-1].start()].strip()
        elif marks and _is_name(title[: marks[0].start()], names):
            title = title[marks[0].end() :].strip()
        else:
            return title


def _is_name(part: str, names: set[str]) -> bool:
    """Say whether a part of a title is the site's name: one of them, what the host abbreviates or is made of."""
    folded = fold_words(part)
    initials = "".join(word[0] for word in part.casefold().split() if word[0].isalnum())
    return (
        folded in names
        or (len(initials) >= _MIN_INITIALS and initials in names)
        or (len(folded) >= _MIN_NAME and any(folded in name and 2 * len(folded) > len(name) for name in names))
    )


def _list_parts(title: str) -> Iterator[str]:
    """The title, and all that stands before one of its separators or behind one, or between two."""
    yield title
    marks = list(_SEPARATOR.finditer(title))
    starts, ends = [0, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), len(title)]
    for first, start in enumerate(starts):
        for end in ends[first:]:
            if (start, end) != (0, len(title)):
                yield title[start:end]
