"""The closing table of a run: what came in, what became of it, who it is about, and whose it was first."""

from rich.console import Console

from pipeline.cli.tables import build_table
from pipeline.settings import Settings
from pipeline.warehouse import query_snapshot

_SECTIONS = (
    (
        "The line",
        """
        select 'feeds' as what, count(*) as count from feeds where enabled
        union all select 'polls', count(*) from polls
        union all select 'entries', count(*) from entries
        union all select 'articles', count(*) from articles
        union all select 'mentions', count(*) from mentions
        union all select 'stories', count(*) from stories
        """,
    ),
    (
        "Outcomes: one for each entry",
        """
        select outcome, coalesce(reason, '') as reason, entries from ledger order by entries desc, outcome, reason
        """,
    ),
    (
        "Top entities, and the names that they appeared under",
        """
        select name, count(distinct article_id) as articles, count(*) as mentions,
               string_agg(distinct surface, ', ' order by surface) as surfaces
        from mentions join entities using (entity_id)
        group by entity_id, name order by articles desc, mentions desc, name limit 12
        """,
    ),
    (
        "Stories that were copied: who wrote them first",
        """
        select coalesce(origin.title, any_value(a.title order by a.article_id)) as story,
               coalesce(origin.publisher, 'unknown') as origin,
               string_agg(distinct a.publisher, ', ' order by a.publisher)
                   filter (where m.article_id is distinct from s.origin_article_id) as also_printed_by,
               string_agg(distinct c.kind, ', ' order by c.kind) as copies
        from stories s
        join story_members m using (story_id)
        join articles a on a.article_id = m.article_id
        left join articles origin on origin.article_id = s.origin_article_id
        left join copies c on c.article_id = m.article_id
        where s.articles > 1
        group by s.story_id, origin.title, origin.publisher
        order by count(distinct a.article_id) desc, story
        limit 12
        """,
    ),
)


def print_closing(settings: Settings, console: Console) -> None:
    """Print the closing table from the newest snapshot."""
    for title, sql in _SECTIONS:
        result = query_snapshot(settings, sql)
        rows = [tuple(row.values()) for row in result.to_pylist()]
        console.print(build_table(title, result.column_names, rows))
        console.print()
