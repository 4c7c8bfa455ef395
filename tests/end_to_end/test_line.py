"""The whole line on the sample world: what ought to be found in it, that nothing is lost, and what is new later."""

from collections import defaultdict

import pytest

from pipeline.warehouse.check import find_table
from pipeline.warehouse.load import TABLE_FIELDS
from sample.edition import Edition, add_port
from sample.world import load_world

WORLD = load_world()
EXPECTED = WORLD.expectations
HELD_BACK = set(WORLD.held_back)
NEW = {slug for slug in HELD_BACK if WORLD.by_slug[slug].revises is None}
REVISED = {WORLD.by_slug[slug].page_slug for slug in HELD_BACK - NEW}
FEEDS = [(publisher, feed) for publisher in WORLD.publishers for feed in publisher.feeds]
ENDS_IN_READ_MORE = (
    "isis-seeks-foothold-on-the-amu-darya"  # as the first of the seeds: nobody can tell that it is whole
)
REASONS = {
    "members-briefing-drone-supply": "robots.txt disallows it",
    "factsheet-wagner-africa-corps-pdf": "content-type: application/pdf",
}


@pytest.fixture(scope="session")
def slugs(published, places):
    """Map the id of each article to its slug."""
    return {
        row["article_id"]: places.slug(row["url"]) for row in published.rows("select article_id, url from articles")
    }


def find_stories(tables, slugs):
    """Return every story as the set of its slugs, with the slug of its origin."""
    members = defaultdict(set)
    for row in tables.rows("select story_id, article_id from story_members"):
        members[row["story_id"]].add(slugs[row["article_id"]])
    origins = {row["story_id"]: row["origin_article_id"] for row in tables.rows("from stories")}
    assert origins.keys() == members.keys()
    return {frozenset(found): slugs.get(origins[story_id]) for story_id, found in members.items()}


# What ought to be found.


@pytest.mark.parametrize("expected", [pytest.param(c, id=c.article) for c in EXPECTED.copies])
def test_copy_is_found_with_its_kind(published, slugs, expected):
    rows = published.rows("select article_id, of_article_id, kind from copies")
    kinds = {(slugs[row["article_id"]], slugs[row["of_article_id"]]): row["kind"] for row in rows}
    assert kinds.get((expected.article, expected.of)) == expected.kind


@pytest.mark.parametrize("expected", [pytest.param(c, id=c.article) for c in EXPECTED.copies if c.credit])
def test_copy_credits_whom_it_is_from(published, slugs, expected):
    rows = published.rows("select article_id, name from credits")
    assert expected.credit in {row["name"] for row in rows if slugs[row["article_id"]] == expected.article}


def test_copies_make_these_stories_and_no_others(published, slugs):
    found = {story: origin for story, origin in find_stories(published, slugs).items() if len(story) > 1}
    assert found == {frozenset(story): story[0] for story in EXPECTED.stories}


def test_every_article_is_in_one_story(tables):
    assert tables.values("select article_id from articles order by 1") == tables.values(
        "select article_id from story_members order by 1"
    )


@pytest.mark.parametrize("pair", [pytest.param(pair, id=pair[0]) for pair in EXPECTED.apart])
def test_reports_that_share_no_sentence_stay_apart(published, slugs, pair):
    assert set(pair) <= set(slugs.values())
    assert not [story for story in find_stories(published, slugs) if set(pair) <= story]


@pytest.mark.parametrize("entity_id", EXPECTED.surfaces)
def test_entity_is_found_under_all_its_names(published, entity_id):
    found = published.values("select distinct surface from mentions where entity_id = ?", [entity_id])
    assert set(EXPECTED.surfaces[entity_id]) - set(found) == set()


def test_the_islamic_state_has_eight_surfaces_after_one_pass(first):
    assert first.value("select count(distinct surface) from mentions where entity_id = 'islamic-state'") >= 8


@pytest.mark.parametrize("name", [pytest.param(n, id=f"{n.article}-{n.surface}") for n in EXPECTED.names])
def test_surface_names_its_entity(published, slugs, name):
    rows = published.rows("select article_id, entity_id from mentions where surface = ?", [name.surface])
    found = {row["entity_id"] for row in rows if slugs[row["article_id"]] == name.article}
    if name.entity_id is None:
        assert "islamic-state" not in found
    else:
        assert found == {name.entity_id}


def test_offsets_are_those_of_the_text(tables):
    rows = tables.rows("select m.*, a.title, a.text from mentions m join articles a using (article_id, revision)")
    assert rows
    for row in rows:
        text = row["title"] if row["in_title"] else row["text"]
        assert text[row["start_char"] : row["end_char"]] == row["surface"]


# What became of polls and entries.


@pytest.mark.parametrize("expected", [pytest.param(p, id=p.url.split("/")[2]) for p in EXPECTED.polls])
def test_poll_of_a_faulty_feed(line, first, expected):
    url = add_port(expected.url, line.port)
    assert first.values("select outcome from polls where url = ?", [url]) == [expected.outcome]


def test_other_feeds_are_parsed_whole(line, first):
    faulty = {add_port(expected.url, line.port) for expected in EXPECTED.polls if expected.outcome != "parsed"}
    edition = Edition(world=WORLD, port=line.port)
    expected = {}
    for publisher, feed in FEEDS:
        articles = edition.feed_articles(publisher, feed)
        repeated = sum("repeated-guid" in article.item for article in articles)
        expected[edition.url(publisher, feed.path)] = len(articles) + repeated
    rows = first.rows("select url, outcome, entries_seen from polls")
    assert {row["url"] for row in rows} == expected.keys()
    assert {row["url"]: row["entries_seen"] for row in rows if row["outcome"] == "parsed"} == {
        url: count for url, count in expected.items() if url not in faulty
    }


@pytest.mark.parametrize("expected", [pytest.param(e, id=e.article) for e in EXPECTED.entries])
def test_entry_ends_otherwise_than_loaded(published, places, expected):
    rows = published.rows(
        """
        select e.link, o.outcome, o.reason, a.completeness, a.completeness_reason, a.revision
        from entries e join current_outcomes o using (entry_id) left join articles a using (article_id)
        """
    )
    found = [row for row in rows if places.slug(row["link"]) == expected.article]
    outcomes = sorted(row["outcome"] for row in found)
    if expected.outcome == "rejected":
        assert [(row["outcome"], row["reason"]) for row in found] == [("rejected", REASONS[expected.article])]
    elif expected.outcome == "duplicate":
        assert outcomes == ["duplicate", "loaded"]
    elif expected.outcome == "revised":
        assert [(row["outcome"], row["revision"]) for row in found] == [("revised", 2)]
    else:
        assert [(row["outcome"], row["completeness"]) for row in found] == [("loaded", expected.outcome)]
        assert found[0]["completeness_reason"]


def test_all_other_entries_are_loaded_and_full(published, places):
    truncated = {copy.article for copy in EXPECTED.copies if copy.kind == "truncated"} | {ENDS_IN_READ_MORE}
    named = {expected.article for expected in EXPECTED.entries} | truncated
    rows = published.rows(
        """
        select e.link, o.outcome, a.completeness
        from entries e left join current_outcomes o using (entry_id) left join articles a using (article_id)
        """
    )
    others = {places.slug(row["link"]): (row["outcome"], row["completeness"]) for row in rows}
    assert {slug: end for slug, end in others.items() if slug not in named and end != ("loaded", "full")} == {}


# Nothing is lost and nothing is counted twice.


def test_every_entry_has_one_outcome_or_is_pending(tables):
    decided = tables.values("select entry_id from current_outcomes")
    pending = tables.values("select entry_id from pending_entries")
    assert len(decided) == len(set(decided))
    assert set(decided).isdisjoint(pending)
    assert set(tables.values("select entry_id from entries")) <= {*decided, *pending}


def test_every_item_ever_seen_is_an_entry_or_rejected(tables):
    """Every version that a poll counted as new or changed is in the entries, under that poll."""
    counted = tables.rows("select poll_id, entries_new + entries_changed as versions from polls order by 1")
    kept = {
        row["poll_id"]: row["versions"]
        for row in tables.rows("select poll_id, count(*) as versions from entries_history group by 1")
    }
    assert {row["poll_id"]: row["versions"] for row in counted if row["versions"]} == kept


def test_counts_of_every_poll_add_up(tables):
    sums = "entries_new + entries_known + entries_changed + entries_rejected"
    assert tables.values(f"select poll_id from polls where entries_seen <> {sums}") == []
    assert tables.values("select poll_id from poll_ledger where adds_up is distinct from true") == []


def test_ledger_view_agrees_with_the_tables(tables):
    entries = tables.value("select count(*) from entries")
    never_entries = tables.value("select count(distinct entry_id) from outcomes anti join entries using (entry_id)")
    assert tables.value("select sum(entries) from ledger") == entries + never_entries
    counted = {
        (r["outcome"], r["reason"]): r["entries"] for r in tables.rows("from ledger where outcome <> 'pending'")
    }
    for (outcome, reason), count in counted.items():
        sql = "select count(*) from current_outcomes where outcome = ? and reason is not distinct from ?"
        assert tables.value(sql, [outcome, reason]) == count
    assert tables.value("select entries from ledger where outcome = 'pending'") == 0


@pytest.mark.parametrize("field", TABLE_FIELDS)
def test_batches_say_how_many_rows_each_table_has(tables, field):
    assert tables.value(f"select count(*) from {find_table(field)}") == tables.value(
        f"select sum({field}) from batches"
    )


def test_every_article_came_through_an_entry_and_its_page(tables):
    assert tables.values("select article_id from articles anti join entries using (entry_id)") == []
    assert tables.values("select article_id from articles anti join pages using (page_id)") == []
    outcomes = "select article_id from outcomes where outcome in ('loaded', 'revised')"
    assert set(tables.values("select article_id from articles")) == set(tables.values(outcomes))


# A second pass, and a third after something new was published.


def test_no_page_is_fetched_twice(line):
    for passed in (line.first, line.again, line.published):
        assert len(passed.pages) == len(set(passed.pages))


def test_first_pass_fetches_what_robots_allow(line):
    closed = "members-briefing-drone-supply"
    assert set(line.first.pages) == {a.page_slug for a in WORLD.articles} - NEW - {closed}


def test_second_pass_asks_conditionally_and_fetches_nothing(line, first):
    parsed = set(first.values("select url from polls where outcome = 'parsed'"))
    asked = {f"http://{feed.host}:{line.port}{feed.path}": feed for feed in line.again.feeds}
    assert len(asked) == len(line.again.feeds)
    assert {(asked[url].is_conditional, asked[url].status) for url in parsed} == {(True, 304)}
    assert line.again.pages == ()


def test_second_pass_finds_nothing_new(first, again):
    assert again.value("select count(*) from polls") == 2 * first.value("select count(*) from polls")
    for table in ("entries_history", "outcomes", "pages", "articles_history", "mentions_history", "copies_history"):
        assert again.value(f"select count(*) from {table}") == first.value(f"select count(*) from {table}")


def test_feeds_that_failed_are_asked_again_and_counted(first, again):
    failing = "select max(failures) from polls where outcome = 'failed'"
    assert (first.value(failing), again.value(failing)) == (1, 2)


def test_published_articles_are_new(again, published, places):
    before, after = (
        {places.slug(url) for url in tables.values("select url from articles")} for tables in (again, published)
    )
    assert after - before == NEW
    assert before <= after


def test_only_what_changed_is_fetched(line):
    assert set(line.published.pages) == NEW | REVISED


def test_revision_keeps_the_former_text(again, published, places):
    (slug,) = REVISED
    sql = "select article_id, url, revision, text, title from articles"
    (before,) = [row for row in again.rows(sql) if places.slug(row["url"]) == slug]
    (after,) = [row for row in published.rows(sql) if places.slug(row["url"]) == slug]
    assert (before["article_id"], before["revision"], after["revision"]) == (after["article_id"], 1, 2)
    assert after["text"] != before["text"]
    history = published.rows(
        "select revision, text from articles_history where article_id = ? order by 1", [after["article_id"]]
    )
    assert [row["text"] for row in history] == [before["text"], after["text"]]


def test_revision_is_one_more_outcome_of_its_entry(published, places):
    (slug,) = REVISED
    rows = published.rows("select e.link, o.outcome, o.load_seq from outcomes o join entries e using (entry_id)")
    ends = [(row["load_seq"], row["outcome"]) for row in rows if places.slug(row["link"]) == slug]
    assert [outcome for _, outcome in sorted(ends)] == ["loaded", "revised"]


def test_revision_keeps_the_former_mentions(published, places):
    (slug,) = REVISED
    (article,) = [
        r for r in published.rows("select article_id, url from articles") if places.slug(r["url"]) == slug
    ]
    revisions = "select distinct revision from {} where article_id = ? order by 1"
    assert published.values(revisions.format("mentions_history"), [article["article_id"]]) == [1, 2]
    assert published.values(revisions.format("mentions"), [article["article_id"]]) == [2]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Islamic State", id="canonical"),
        pytest.param("ISIL", id="alias"),
        pytest.param("ИГИЛ", id="cyrillic"),
        pytest.param("داعش", id="arabic"),
    ],
)
def test_search_puts_those_first_that_mention_whom_it_names(published, name):
    mentioned = set(published.values("select article_id from mentions where entity_id = 'islamic-state'"))
    found = published.values("select article_id from search(?)", [name])
    assert set(found[: len(mentioned)]) == mentioned
    # Some of them never write that name.
    bare = "select article_id from articles where not contains(lower(title || ' ' || text), lower(?))"
    assert mentioned & set(published.values(bare, [name]))


@pytest.mark.parametrize("word", [pytest.param("Hizballah", id="latin"), pytest.param("داعش", id="arabic")])
def test_snapshot_can_be_searched(published, word):
    sql = "select count(*) from search(?)"
    assert published.value(sql, [word]) > 0
