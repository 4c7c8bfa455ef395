"""Grouping: every article in one story, whatever the order, and an origin only where all evidence agrees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.copies import group_stories
from schemas.records import Copy, CopyKind, Credit, Story, StoryArticle


def _article(article_id: str, publisher: str = "", credit: str = "") -> StoryArticle:
    credits_ = (Credit(role="agency", name=credit, evidence=f"({credit})"),) if credit else ()
    name = publisher or f"Paper {article_id}"
    return StoryArticle(
        article_id=article_id, publisher=name, url=f"https://host-{article_id}.example/x", credits=credits_
    )


def _copy(article_id: str, of: str, direction: str = "time", kind: CopyKind = "truncated") -> Copy:
    return Copy(
        article_id=article_id,
        of_article_id=of,
        kind=kind,
        containment=1,
        containment_of=0.5,
        resemblance=0.5,
        direction=direction,
        evidence="",
    )


def _only(stories: tuple[Story, ...]) -> Story:
    assert len(stories) == 1
    return stories[0]


@pytest.mark.parametrize(
    ("articles", "copies", "origin", "evidence"),
    [
        pytest.param([_article("a1")], [], "a1", "no copy was seen", id="alone"),
        pytest.param(
            [_article("a1", credit="AP")], [], None, "credits AP, whose own report was not seen", id="alone, AP"
        ),
        pytest.param(
            [_article("a1", "Associated Press", "AP")], [], "a1", "no copy was seen", id="the agency itself, alone"
        ),
        pytest.param([_article("a1"), _article("a2")], [_copy("a1", "a2")], "a2", "by time", id="a copy"),
        pytest.param(
            [_article("a1"), _article("a2"), _article("a3")],
            [_copy("a1", "a2"), _copy("a2", "a3", "source,time")],
            "a3",
            "every other member leads to a3, by source, time",
            id="a chain",
        ),
        pytest.param(
            [_article("a1"), _article("a2"), _article("a3")],
            [_copy("a1", "a3"), _copy("a2", "a3"), _copy("a1", "a2", "unknown")],
            "a3",
            "by time",
            id="unknown between two copies",
        ),
        pytest.param(
            [_article("a1"), _article("a2")],
            [_copy("a2", "a1", "unknown")],
            None,
            "the evidence does not tell which of 2 is the first",
            id="unknown direction",
        ),
        pytest.param(
            [_article(f"a{n}", credit=name) for n, name in enumerate(["AP", "Associated Press", "AP", "A.P."])],
            [_copy(f"a{n}", f"a{m}", "unknown") for n in range(4) for m in range(n)],
            None,
            "whose own report was not seen",
            id="four with one agency",
        ),
        pytest.param(
            [_article("a1", credit="AP"), _article("a2", credit="AP"), _article("a3", "Associated Press")],
            [_copy("a1", "a3", "agency"), _copy("a2", "a3", "agency"), _copy("a2", "a1", "unknown")],
            "a3",
            "every other member leads to a3, by agency",
            id="the agency is there",
        ),
        pytest.param(
            [_article("a1", credit="AP"), _article("a2")],
            [_copy("a2", "a1")],
            None,
            "a1 credits AP, whose own report was not seen",
            id="the first had it from elsewhere",
        ),
        pytest.param(
            [_article("a1"), _article("a2")],
            [_copy("a2", "a1"), _copy("a1", "a2")],
            None,
            "the evidence runs in a circle",
            id="a circle",
        ),
    ],
)
def test_the_origin(articles: list[StoryArticle], copies: list[Copy], origin: str | None, evidence: str) -> None:
    story = _only(group_stories(articles, copies))
    assert story.origin_article_id == origin
    assert evidence in story.evidence
    roles = {member.article_id: member.role for member in story.members}
    copy_role = "member" if origin is None else "copy"
    assert roles == {a.article_id: "origin" if a.article_id == origin else copy_role for a in articles}


def test_an_excerpt_links_but_does_not_join() -> None:
    stories = group_stories([_article("a1"), _article("a2")], [_copy("a2", "a1", kind="excerpt")])
    assert [len(story.members) for story in stories] == [1, 1]


def test_a_relation_with_an_unseen_article_joins_nothing() -> None:
    assert len(group_stories([_article("a1"), _article("a2")], [_copy("a1", "a9"), _copy("a2", "a9")])) == 2


def test_publishers_are_counted_once() -> None:
    articles = [_article("a1", "Associated Press"), _article("a2", "AP"), _article("a3", "Velsk Courier")]
    story = _only(group_stories(articles, [_copy("a2", "a1"), _copy("a3", "a1")]))
    assert story.publishers == 2


IDS = [f"a{number}" for number in range(8)]
COPIES = st.lists(
    st.builds(
        _copy,
        st.sampled_from(IDS),
        st.sampled_from(IDS),
        st.sampled_from(["time", "unknown", "source,time"]),
        st.sampled_from(["identical", "truncated", "excerpt", "revised", "rewritten"]),
    ).filter(lambda copy: copy.article_id != copy.of_article_id),
    max_size=12,
)


@given(COPIES, st.randoms(use_true_random=False), st.sets(st.sampled_from(IDS), min_size=1))
def test_grouping_does_not_depend_on_order(copies: list[Copy], random: object, ids: set[str]) -> None:
    articles = [_article(name, credit="AP" if name == "a3" else "") for name in sorted(ids)]
    expected = group_stories(articles, copies)
    shuffle = random.shuffle  # type: ignore[attr-defined]
    shuffle(articles)
    shuffle(copies)
    assert group_stories(articles, copies) == expected


@given(COPIES, st.sets(st.sampled_from(IDS)))
def test_members_of_stories_are_the_articles(copies: list[Copy], ids: set[str]) -> None:
    stories = group_stories([_article(name) for name in ids], copies)
    members = [member.article_id for story in stories for member in story.members]
    assert sorted(members) == sorted(ids)
    assert len({story.story_id for story in stories}) == len(stories)
    home = {member.article_id: story.story_id for story in stories for member in story.members}
    for copy in copies:
        if copy.kind != "excerpt" and {copy.article_id, copy.of_article_id} <= ids:
            assert home[copy.article_id] == home[copy.of_article_id]
