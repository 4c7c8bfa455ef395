"""The headline of a page: chosen among what h1, JSON-LD, metas, title element and feed say, site name cut."""

import re
from typing import NamedTuple

from pipeline.text.addresses import find_host
from pipeline.text.characters import fold_space, fold_words

_SEPARATOR = re.compile(r"\s+[|–—»·•:«/\\-]+\s+|\s*[|»]\s*")


class Headline(NamedTuple):
    """The headline without the site's name, as it was written, and where it was found."""

    title: str
    raw: str
    source: str


def choose_headline(candidates: tuple[tuple[str, str], ...], page_title: str, site: str, url: str) -> Headline:
    """Return the first candidate, given as (source, words) from best to worst, that has words.

    `page_title` is the title element, which tells how the site adds its name; `site` its name where known.

    >>> choose_headline((("og", "Rain in Rome | The Daily"),), "", "The Daily", "https://daily.example/a").title
    'Rain in Rome'
    """
    for source, raw in candidates:
        title = cut_site_name(fold_space(raw), site, url)
        if title:
            return Headline(title, raw, source)
    raw = fold_space(page_title)
    return Headline(cut_site_name(raw, site, url), page_title, "title" if raw else "none")


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
