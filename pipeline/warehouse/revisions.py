"""The revisions of one article, out of the newest snapshot."""

from pipeline.settings import Settings
from pipeline.warehouse.connection import translate_errors
from pipeline.warehouse.relations import read_records, register_ids
from pipeline.warehouse.snapshot import open_snapshot
from schemas.rows import StoredRevision

# In two queries: in one, DuckDB 1.5.5 fails inside ("Failed to bind column reference").
_FIND = """
SELECT article_id FROM current_articles WHERE article_id = $article
UNION
SELECT article_id FROM article_urls WHERE url = $article
UNION
SELECT article_id FROM articles WHERE url = $article OR canonical_url = $article
"""
_READ = """
WITH standing AS (
    SELECT *
    FROM articles_history
    ANTI JOIN undone_batches USING (load_seq)
    SEMI JOIN wanted ON wanted.id = articles_history.article_id
    QUALIFY row_number() OVER (PARTITION BY article_id, revision ORDER BY load_seq DESC) = 1
)
SELECT article_id, revision, url, publisher, title, text, fetched_at FROM standing ORDER BY article_id, revision
"""


def read_revisions(settings: Settings, article: str) -> tuple[StoredRevision, ...]:
    """Read the revisions of the article with this id or address, the first one first; none where it is not known.

    Raises:
        ConfigError: There is no snapshot yet.
    """
    with open_snapshot(settings) as connection, translate_errors("the newest snapshot"):
        found = connection.execute(_FIND, {"article": article}).fetchall()
        register_ids(connection, [article_id for (article_id,) in found])
        return read_records(connection, StoredRevision, _READ)
