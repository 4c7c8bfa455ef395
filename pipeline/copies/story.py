"""Articles and relations → stories: articles joined by copying, each with one origin or none."""

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Literal, TypeVar

from pipeline.copies.direction import is_credit_of, list_outside_sources
from pipeline.copies.outlet import find_host_label, is_same_publisher, list_keys, names_outlet
from schemas.ids import make_story_id
from schemas.records import Comparable, Copy, Credit, Story, StoryArticle, StoryMember

_Member = Comparable | StoryArticle
_T = TypeVar("_T")


def group_stories(articles: Sequence[_Member], copies: Sequence[Copy]) -> tuple[Story, ...]:
    """Group articles into stories, each article in exactly one, alone where nothing joins it.

    Excerpts link but do not join, and a relation with an article that is not given joins nothing. The result does
    not depend on the order of either argument.
    """
    by_id = {article.article_id: article for article in articles}
    joining = [
        copy
        for copy in copies
        if copy.kind != "excerpt" and copy.article_id in by_id and copy.of_article_id in by_id
    ]
    groups = _join_groups(by_id, joining)
    copies_of: dict[str, list[Copy]] = {}
    for copy in joining:
        copies_of.setdefault(groups[copy.article_id], []).append(copy)
    members: dict[str, list[str]] = {}
    for article_id in sorted(by_id):
        members.setdefault(groups[article_id], []).append(article_id)
    return tuple(
        _make_story([by_id[name] for name in names], copies_of.get(root, []))
        for root, names in sorted(members.items())
    )


def _join_groups(ids: Mapping[str, _Member], copies: Sequence[Copy]) -> dict[str, str]:
    """Union-find; the root of a group is its smallest id."""
    parent = {article_id: article_id for article_id in ids}

    def find(article_id: str) -> str:
        while parent[article_id] != article_id:
            parent[article_id] = parent[parent[article_id]]
            article_id = parent[article_id]
        return article_id

    for copy in copies:
        first, second = find(copy.article_id), find(copy.of_article_id)
        parent[max(first, second)] = min(first, second)
    return {article_id: find(article_id) for article_id in ids}


def _make_story(members: Sequence[_Member], copies: Sequence[Copy]) -> Story:
    origin, evidence = _find_origin(members, copies)
    ids = tuple(member.article_id for member in members)
    return Story(
        story_id=make_story_id(ids),
        origin_article_id=origin,
        evidence=evidence,
        members=tuple(StoryMember(article_id=name, role=_name_role(name, origin)) for name in ids),
        publishers=_count_publishers(members),
    )


def _find_origin(members: Sequence[_Member], copies: Sequence[Copy]) -> tuple[str | None, str]:
    """Return the member that all evidence points to, and why; None where it is unknown."""
    if len(members) == 1:
        return _find_origin_alone(members[0])
    directed = [copy for copy in copies if copy.direction != "unknown"]
    copied = {copy.article_id for copy in directed}
    roots = [member for member in members if member.article_id not in copied]
    if len(roots) != 1 or len(_reach_copies(roots[0].article_id, directed)) < len(members):
        return None, _explain_unknown(members, roots)
    root = roots[0]
    outside = _list_unseen_sources(root, _find_unseen(members))
    if outside:
        return None, f"{root.article_id} credits {outside[0]}, whose own report was not seen"
    words = sorted(
        {word for copy in directed if copy.of_article_id == root.article_id for word in copy.direction.split(",")}
    )
    return root.article_id, f"every other member leads to {root.article_id}, by {', '.join(words)}"


def _find_origin_alone(member: _Member) -> tuple[str | None, str]:
    outside = _list_unseen_sources(member, _find_unseen([member]))
    if outside:
        return None, f"credits {outside[0]}, whose own report was not seen"
    return member.article_id, "no copy was seen"


def _reach_copies(origin_id: str, directed: Sequence[Copy]) -> set[str]:
    """Return the articles that were copied, directly or through others, from `origin_id`, with itself."""
    copies_of: dict[str, list[str]] = {}
    for copy in directed:
        copies_of.setdefault(copy.of_article_id, []).append(copy.article_id)
    reached = {origin_id}
    waiting = [origin_id]
    while waiting:
        fresh = [name for name in copies_of.get(waiting.pop(), []) if name not in reached]
        reached.update(fresh)
        waiting.extend(fresh)
    return reached


def _explain_unknown(members: Sequence[_Member], roots: Sequence[_Member]) -> str:
    unseen = _find_unseen(members)
    sources = {member.article_id: _list_unseen_sources(member, unseen) for member in members}
    named = _drop_spellings(sorted({name for names in sources.values() for name in names}))
    if named and all(sources.values()):
        if len(named) > 1:
            return f"they credit {', '.join(named)}, whose own reports were not seen"
        return f"all credit {named[0]}, whose own report was not seen"
    if named:
        return f"some credit {named[0]}, whose own report was not seen"
    if len(roots) < 2:
        return "the evidence runs in a circle"
    return f"the evidence does not tell which of {len(roots)} is the first"


def _drop_spellings(names: Sequence[str]) -> list[str]:
    """Keep the first name of each outlet."""
    return _keep_distinct(names, list_keys, names_outlet)


def _list_unseen_sources(member: _Member, unseen: Set[Credit]) -> list[str]:
    return [credit.name for credit in list_outside_sources(member) if credit in unseen]


def _find_unseen(members: Sequence[_Member]) -> frozenset[Credit]:
    """Return the credits that name none of the publishers of the story."""
    houses: dict[str, list[_Member]] = {}
    for house in _list_houses(members):
        for key in list_keys(house.publisher, house.url):
            houses.setdefault(key, []).append(house)
    return frozenset(
        credit
        for credit in {credit for member in members for credit in member.credits}
        if not any(
            is_credit_of(credit, house.publisher, house.url)
            for key in list_keys(credit.name) | list_keys(credit.url or "")
            for house in houses.get(key, [])
        )
    )


def _count_publishers(members: Sequence[_Member]) -> int:
    def is_same(one: _Member, other: _Member) -> bool:
        return is_same_publisher(one.publisher, one.url, other.publisher, other.url)

    return len(_keep_distinct(_list_houses(members), lambda one: list_keys(one.publisher, one.url), is_same))


def _keep_distinct(
    items: Sequence[_T], find_keys: Callable[[_T], Set[str]], is_same: Callable[[_T, _T], bool]
) -> list[_T]:
    """Keep the first of those that are the same. Only what shares a key is compared.

    With every one compared to every other, a story of 1,000 publishers took 6 s.
    """
    kept: list[_T] = []
    by_key: dict[str, list[_T]] = {}
    for item in items:
        keys = find_keys(item)
        if not any(is_same(item, other) for key in keys for other in by_key.get(key, [])):
            kept.append(item)
            for key in keys:
                by_key.setdefault(key, []).append(item)
    return kept


def _list_houses(members: Sequence[_Member]) -> list[_Member]:
    """Return one member for each publisher as it is written, so that large stories do not take quadratic time."""
    return list({(member.publisher, find_host_label(member.url)): member for member in members}.values())


def _name_role(article_id: str, origin: str | None) -> Literal["origin", "copy", "member"]:
    if origin is None:
        return "member"
    return "origin" if article_id == origin else "copy"
