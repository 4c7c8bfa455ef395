"""The headline of a page: chosen among what h1, JSON-LD, metas, title element and feed say, site name cut."""

import re
from typing import NamedTuple

from pipeline.text.addresses import find_host
from pipeline.text.characters import fold_space, fold_words

_SEPARATOR = re.compile(r"\s+[|–—»›·•:«/\\-]+\s+|\s*[|»›]\s*")
_MIN_HEADING = 10


class Headline(NamedTuple):
    """The headline without the site's name, as it was written, and where it was found."""

    title: str
    raw: str
    source: str


def choose_headline(
    candidates: tuple[tuple[str, str], ...], headings: tuple[str, ...], site: str, url: str
) -> Headline:
    """Return the first candidate, given as (source, words) from best to worst, that has words.

    `headings` are those of the page: where one of them is a part of the candidate, it is the headline and the
    rest the name of site or section. `site` is the site's name where the page gives it.

    >>> choose_headline((("meta", "Rain in Rome | Weather"),), ("Rain in Rome",), "", "https://x.org/a").title
    'Rain in Rome'
    """
    for source, raw in candidates:
        title = cut_site_name(fold_space(raw), site, url)
        if title and (source != "h1" or fold_words(title) != fold_words(site)):
            return Headline(_find_part(title, headings) or title, raw, source)
    return Headline("", "", "none")


def _find_part(title: str, headings: tuple[str, ...]) -> str | None:
    """The heading that is a part of `title` between separators or ends, if one of some length is."""
    marks = list(_SEPARATOR.finditer(title))
    if not marks:
        return None
    parts = {fold_words(title[: mark.start()]) for mark in marks} | {
        fold_words(title[mark.end() :]) for mark in marks
    }
    found = [heading for heading in headings if len(heading) >= _MIN_HEADING and fold_words(heading) in parts]
    return max(found, key=len, default=None)


def cut_site_name(title: str, site: str, url: str) -> str:
    """Return `title` without the name of the site at one of its ends.

    A part at an end is the site's name where it equals `site` or the host's own label.

    >>> cut_site_name("Rain - in Rome - daily.example", "", "https://www.daily.example/a")
    'Rain - in Rome'
    """
    names = {fold_words(site), fold_words(find_host(url))} | {fold_words(find_host(url).partition(".")[0])}
    names.discard("")
    while True:
        marks = list(_SEPARATOR.finditer(title))
        if marks and _is_site(title[marks[-1].end() :], names):
            title = title[: marks[-1].start()].strip()
        elif marks and _is_site(title[: marks[0].start()], names):
            title = title[marks[0].end() :].strip()
        else:
            return title


def _is_site(part: str, names: set[str]) -> bool:
    folded = fold_words(part)
    return folded in names or any(
        len(name) > 3 and folded in (f"{name}com", f"the{name}", f"{name}news") for name in names
    )
