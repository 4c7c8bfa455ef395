"""Who a page's markup and its feed say the article is from, as credits; what its words say is in `credits`."""

from typing import NamedTuple

from pipeline.text.addresses import find_host, join_address
from pipeline.text.agencies import find_agency, is_agency, is_unnamed
from pipeline.text.bylines import list_authors
from pipeline.text.characters import fold_words
from pipeline.text.declared import Declared
from pipeline.text.structured import Party, Structured
from schemas.records import Credit, EntryHints

_SOURCE_METAS = ("syndication-source", "original-source", "dc.source", "dcterms.source")
_LONG = 6
"""Letters of a name from which on it tells the site also as a part of a longer one."""
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "gob"})


class Markup(NamedTuple):
    """What a page says outside of its words; `foreign` is a canonical address on another site than `url`."""

    url: str
    structured: Structured
    declared: Declared
    bylines: tuple[str, ...] = ()
    foreign: str | None = None

    @property
    def site_names(self) -> tuple[str, ...]:
        """The names of the page's own publisher, and those of its host."""
        publisher = self.structured.publisher
        host = find_host(self.url)
        hosts = (host, ".".join(host.split(".")[-2:]), find_label(host))
        names = (self.declared.site_name, publisher.name if publisher else "", *hosts)
        return tuple(name for name in names if len(fold_words(name)) > 1)


def find_origin(markup: Markup, authors: tuple[str, ...], hints: EntryHints) -> tuple[Credit, ...]:
    """Return the credits of markup and feed: authors, agencies among them, sources, a foreign canonical.

    `authors` are the people that the page or the feed names. The page's own publisher is no credit.
    """
    structured = markup.structured
    parties = [
        *(("JSON-LD author", party) for party in structured.authors if party.is_organisation),
        *(("JSON-LD sourceOrganization", party) for party in structured.sources),
        *(("JSON-LD isBasedOn", party) for party in structured.based_on),
        *(("JSON-LD provider or copyrightHolder", party) for party in structured.providers if party.name),
        *(
            (f"meta {name}", Party("", True, value))
            for name in _SOURCE_METAS
            for value in _list_links(markup, name)
        ),
    ]
    found = [*_find_agencies(markup, hints)]
    found += [Credit(role="byline", name=name, evidence="author of the page or feed") for name in authors]
    people = {fold_words(name) for name in authors}
    found += [
        _credit(evidence, party, markup.url)
        for evidence, party in parties
        if fold_words(party.name) not in people and not _is_author(evidence, party)
    ]
    if hints.source_name or hints.source_url:
        party = Party(hints.source_name or "", is_organisation=True, url=hints.source_url)
        found.append(_credit("feed <source>", party, markup.url))
    if markup.foreign:
        name = find_host(markup.foreign)
        found.append(Credit(role="canonical", name=name, url=markup.foreign, evidence="rel=canonical"))
    return tuple(credit for credit in found if credit.name)


def drop_own(found: tuple[Credit, ...], markup: Markup) -> tuple[Credit, ...]:
    """Leave out the credits that name the page's own publisher; a known agency's own report stays."""
    return tuple(credit for credit in found if not _is_own(credit, markup))


def find_label(host: str) -> str:
    """Return the label of a host that names the outlet.

    >>> find_label("news.bbc.co.uk"), find_label("businessinsider.de")
    ('bbc', 'businessinsider')
    """
    labels = host.split(".")[:-1]
    return labels[-2] if len(labels) > 1 and labels[-1] in _SECOND_LEVEL else labels[-1] if labels else ""


def _find_agencies(markup: Markup, hints: EntryHints) -> list[Credit]:
    """The agencies among what is given as author, whether as a person or not."""
    written = [
        *(("JSON-LD author", party.name) for party in markup.structured.authors),
        *(("meta author", name) for _, names in markup.declared.authors for name in names),
        *(("byline of the page", name) for name in markup.bylines),
        *(("feed author", name) for name in hints.authors),
    ]
    found: list[Credit] = []
    for place, words in written:
        names = [credit.name for credit in list_authors(words, "") if credit.role == "agency"]
        found.extend(Credit(role="agency", name=name, evidence=f"{place}: {words}") for name in names)
    return found


def _is_author(evidence: str, party: Party) -> bool:
    """Whether a party stands among the authors as an agency, and so has its credit."""
    return evidence == "JSON-LD author" and (find_agency(party.name) is not None or is_unnamed(party.name))


def _list_links(markup: Markup, name: str) -> tuple[str, ...]:
    return tuple(
        value for value in markup.declared.metas.get(name, ()) if value.startswith(("http://", "https://"))
    )


def _credit(evidence: str, party: Party, url: str) -> Credit:
    address = join_address(url, party.url)
    words = f"{evidence}: {party.name or party.url}"
    return Credit(role="source", name=party.name or find_host(address), url=address, evidence=words)


def _is_own(credit: Credit, markup: Markup) -> bool:
    """Whether a credit names the site: its name or host, alone or with more beside it (`Harbour Post Sport`)."""
    if credit.role == "canonical":
        return "." not in credit.name or find_label(credit.name) == find_label(find_host(markup.url))
    if credit.role == "agency":
        is_known = is_agency(credit.name) or is_unnamed(credit.name)
        return not is_known and any(fold_words(credit.name) == fold_words(own) for own in markup.site_names)
    if credit.evidence.startswith("meta ") and find_host(credit.url) == find_host(markup.url):
        return True
    is_person = credit.role == "byline" and " " in credit.name
    return any(_is_name_of(credit.name, own, is_whole=is_person) for own in markup.site_names)


def _is_name_of(name: str, own: str, is_whole: bool) -> bool:
    """Whether two names are the same, or one begins with the words of the other, or holds a long one."""
    ours, theirs = fold_words(own), fold_words(name)
    if is_whole or ours == theirs or not theirs:
        return ours == theirs
    return (
        ours in _list_beginnings(name) or theirs in _list_beginnings(own) or (len(ours) >= _LONG and ours in theirs)
    )


def _list_beginnings(name: str) -> list[str]:
    words = name.split()
    return [fold_words("".join(words[:count])) for count in range(1, len(words))]
