"""Names of outlets, as credits and publishers write them: when do two of them mean the same one?"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from pipeline.copies.tokens import split_words

_SMALL_WORDS = frozenset({"the", "of", "and", "for", "in", "de", "la", "le", "del", "du", "der", "die", "das"})
_GENERIC_ENDS = frozenset(
    {"news", "agency", "online", "english", "com", "newspaper", "website", "newswire", "wire"}
)
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "gob", "info"})
# Where anybody may publish, the outlet is the name before the platform's.
_PLATFORMS = frozenset({"blogspot", "wordpress", "substack", "medium", "livejournal", "tumblr", "github"})
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?((?:[\w-]+\.)+[^\W\d_][\w-]+)(?::\d+)?(?:/\S*)?", re.I)
_ACRONYM = re.compile(r"(?:[^\W\d_]\.?){2,7}")


def names_outlet(name: str, publisher: str, url: str = "") -> bool:
    """Say whether `name`, as a credit writes it, means the outlet called `publisher` whose page is `url`.

    >>> names_outlet("AP", "Associated Press")
    True
    >>> names_outlet("http://www.globalresearch.ca/", "Global Research")
    True
    >>> names_outlet("South Front", "", "https://southfront.org/a")
    True
    >>> names_outlet("Press", "Associated Press")
    False
    """
    return _is_name_of(name, publisher, find_host_label(url))


def is_same_publisher(publisher: str, url: str, other_publisher: str, other_url: str) -> bool:
    """Say whether two articles come from one publisher; the hosts decide only where a name is missing."""
    if publisher.strip() and other_publisher.strip():
        return fold_outlet(publisher) == fold_outlet(other_publisher) or names_outlet(publisher, other_publisher)
    if publisher.strip():
        return names_outlet(publisher, "", other_url)
    if other_publisher.strip():
        return names_outlet(other_publisher, "", url)
    label = find_host_label(url)
    return label is not None and label == find_host_label(other_url)


def mentions_outlet(folded_text: str, publisher: str, url: str = "") -> bool:
    """Say whether a text names an outlet; `folded_text` is its tokens with spaces before, between and after them.

    >>> mentions_outlet(" as south front reported ", "South Front")
    True
    """
    outside = _PARENTHESES.sub(" ", publisher)
    names = {" ".join(split_words(part)).casefold() for part in (outside, *_PARENTHESES.findall(publisher))}
    names.add(find_host_label(url) or "")
    return any(f" {name} " in folded_text for name in names if len(name) > 2)


def fold_outlet(name: str) -> str:
    """Return the one form of an outlet's spellings: its words joined, folded, without the article.

    >>> fold_outlet("The New York Times"), fold_outlet("new-york times")
    ('newyorktimes', 'newyorktimes')
    """
    words = [word.casefold() for word in split_words(name)]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    joined = "".join(words)
    return joined.removeprefix("the") if len(joined) > 6 else joined


@lru_cache(maxsize=65_536)
def find_host_label(url: str) -> str | None:
    """Return the folded label that an outlet goes by on the web, None for addresses without one.

    >>> find_host_label("https://news.bbc.co.uk/1/hi")
    'bbc'
    >>> find_host_label("http://127.0.0.1:8000/x") is None
    True
    """
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return None
    labels = host.split(".")
    if len(labels) < 2 or labels[-1].isdigit() or ":" in host:
        return None
    labels = labels[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels = labels[:-1]
    if len(labels) > 1 and labels[-1] in _PLATFORMS:
        labels = labels[:-1]
    return fold_outlet(labels[-1]) or None


@lru_cache(maxsize=65_536)
def _is_name_of(name: str, publisher: str, host: str | None) -> bool:
    ours, theirs = _list_forms(name), _list_forms(publisher)
    if ours & theirs or host in ours:
        return True
    return _is_acronym_of(name, publisher) or _is_acronym_of(publisher, name) or _is_long_acronym(host, name)


@lru_cache(maxsize=65_536)
def list_keys(name: str, url: str = "") -> frozenset[str]:
    """Return keys of an outlet by its name and address: two that mean the same one share at least one key.

    >>> list_keys("AP") & list_keys("Associated Press")
    frozenset({'ap'})
    """
    joined = "".join(split_words(name)).casefold()
    while joined.startswith("the"):
        joined = joined[3:]
    rare = {_initials(_PARENTHESES.sub(" ", name)), find_host_label(url) if url else None}
    return frozenset({joined, *_list_forms(name), *(key for key in rare if key)})


def _list_forms(name: str) -> set[str]:
    """Return the folded forms of a name: as it is, its parts in parentheses, and without "News" at its end."""
    name = name.strip()
    if host := _HOST.fullmatch(name):
        label = find_host_label(host[1])
        return {label} if label else set()
    outside = _PARENTHESES.sub(" ", name)
    forms = {*map(fold_outlet, [outside, *_PARENTHESES.findall(name), *_cut_ends(outside)])}
    return {form for form in forms if len(form) > 1}


def _is_acronym_of(short: str, name: str) -> bool:
    """Say whether `short`, or a part in parentheses, is written as an acronym and has `name`'s initials."""
    parts = [_PARENTHESES.sub(" ", short), *_PARENTHESES.findall(short)]
    acronyms = {fold_outlet(part) for part in parts if _ACRONYM.fullmatch(part.strip()) and part.upper() == part}
    return _initials(_PARENTHESES.sub(" ", name)) in acronyms


def _is_long_acronym(host: str | None, name: str) -> bool:
    return host is not None and len(host) > 2 and host == _initials(_PARENTHESES.sub(" ", name))


def _cut_ends(name: str) -> list[str]:
    words = split_words(name)
    shorter = []
    while len(words) > 1 and words[-1].casefold() in _GENERIC_ENDS:
        words = words[:-1]
        shorter.append(" ".join(words))
    return shorter


def _initials(name: str) -> str:
    words = [word for word in split_words(name) if word.casefold() not in _SMALL_WORDS]
    if len(words) < 2:
        return ""
    return "".join(word[0] for word in words).casefold()
