"""Who a page's markup and its feed say the article is from, as credits; what its words say is in `credits`."""

from pipeline.text.addresses import find_host, join_address
from pipeline.text.agencies import is_agency
from pipeline.text.structured import Party, Structured
from schemas.records import Credit, CreditRole, EntryHints


def find_origin(
    structured: Structured, authors: tuple[str, ...], hints: EntryHints, canonical: str | None, url: str
) -> tuple[Credit, ...]:
    """Return the credits of markup and feed: authors, organisations named as such, sources, a foreign canonical.

    `canonical` is the address of `rel=canonical` where it is on another site than `url`.
    """
    found = [
        _credit("agency" if is_agency(party.name) else "source", party, "JSON-LD author", url)
        for party in structured.authors
        if party.is_organisation and party.name
    ]
    found += [Credit(role="byline", name=name, evidence="author of the page or feed") for name in authors]
    found += [_credit("source", party, "JSON-LD sourceOrganization", url) for party in structured.sources]
    found += [_credit("source", party, "JSON-LD isBasedOn", url) for party in structured.based_on]
    if hints.source_name or hints.source_url:
        party = Party(hints.source_name or "", is_organisation=True, url=hints.source_url)
        found.append(_credit("source", party, "feed <source>", url))
    if canonical:
        found.append(Credit(role="canonical", name=find_host(canonical), url=canonical, evidence="rel=canonical"))
    return tuple(credit for credit in found if credit.name)


def _credit(role: CreditRole, party: Party, evidence: str, url: str) -> Credit:
    address = join_address(url, party.url)
    words = f"{evidence}: {party.name or party.url}"
    return Credit(role=role, name=party.name or find_host(address), url=address, evidence=words)
