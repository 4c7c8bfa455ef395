"""Names of people among what pages give as authors: no organisations, no addresses, no "Staff"."""

import re

from pipeline.text.agencies import is_agency
from pipeline.text.characters import fold_space, fold_words

_SPLIT = re.compile(r"\s*(?:;|\||\band\b|\bund\b|\bet\b|&|\n|•|·|\bи\b|،|/|\bwith\b)\s*|,\s+", re.IGNORECASE)
_LABELS = (
    r"(?:view|see|read) (?:all|more) (?:posts|articles|stories) (?:by|from)",
    r"(?:zeige )?alle (?:beiträge|artikel) von",
    r"(?:erstellt|verfasst|geschrieben|veröffentlicht|artikel|beitrag|text|foto) von", r"post author",
    r"par l['’]auteur",
    r"(?:posted|published|written|reported|submitted|story|words|article|report|post)(?: on [\w ,.:/]{4,30}?)? by",
    r"propos recueillis par", r"(?:publié|écrit) par", r"(?:escrito|publicado) por", r"scritto da",
    r"autor(?:in|en|e|a|es)?", r"auteure?s?", r"authors?", r"автор[ы]?", "by", "von", "par", "por", "di", "da",
    "text", "от",
)  # fmt: skip
_LABEL = re.compile(rf"^\W*(?:(?:{'|'.join(_LABELS)})\b[\s::]*)+", re.IGNORECASE)
_TAIL = re.compile(
    r"\s+(?:(?:(?:in|on|at|for)\s+[A-Z]|\d|[–—|(@]|-\s|(?:is an?|updated|published|posted|via)\b).*)$"
)
_ADDRESS = re.compile(r"^\s*(?:https?:|www\.|/)|^\S+\.(?:com|org|net)\S*$", re.IGNORECASE)
_NO_PERSON = re.compile(
    r"\b(?:staff|admin\w*|editor\w*|redaktion|redaction|rédaction|redacción|redazione|redação|team|desk|news\w*|agency|agencies|"
    r"agentur|press|media|tv|times|post|daily|journal|magazine|editorial|correspondent|reporter|reporters|webmaster|"
    r"bureau|service|group|network|guest|contributor|contributors|office|blog|online|foundation|institute|council|"
    r"university|ministry|association|department|press release|unknown|anonymous|author|authors|website|web|follow|"
    r"share|subscribe|please|name|posted|posts|reply|antworten|says|sagt|kommentare?|artikel|"
    r"alle|author's|read|more|view|all|posts|articles|comments|редакция|агентство|новости|пресс\w*|وكالة|تحرير)\b",
    re.IGNORECASE,
)


def find_people(written: tuple[str, ...], site: str = "") -> tuple[str, ...]:
    """Return the people among `written` author fields, each once, as they are written.

    >>> find_people(("By Ann Lee and Bo Smith", "Reuters Staff", "https://x.org/ann", "ann lee"))
    ('Ann Lee', 'Bo Smith')
    """
    people: dict[str, str] = {}
    for field in written:
        if _ADDRESS.search(field):
            continue
        for part in _SPLIT.split(_LABEL.sub("", fold_space(field)[:300])):
            name = _TAIL.sub("", _LABEL.sub("", part)).strip(" .,;:-–—|()[]\"'“”*")
            if _is_person(name) and fold_words(name) != fold_words(site):
                people.setdefault(fold_words(name), name)
    return tuple(people.values())


def _is_person(name: str) -> bool:
    words = name.split()
    if (
        not 1 <= len(words) <= 6
        or len(name) > 60
        or len(name) < 2
        or re.search(r"[@/<>{}\d]|www\.|\.[a-z]{2,4}$", name)
    ):
        return False
    return any(map(str.isalpha, name)) and not _NO_PERSON.search(name) and not is_agency(name)
