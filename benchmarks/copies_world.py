"""A generated warehouse to search for copies: the real tables, full sketches, texts of full length.

Written articles are the stock: their sketches are made by `copies.fingerprint_text`. The warehouse holds each many
times over; the repeats keep the hashes that several written articles have (stock phrases, boilerplate), so that these
recur in proportion, and have others in place of those of one article alone, so that they are copies of nothing.
"""

import random
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import duckdb
import pyarrow as pa

from benchmarks.copies_prose import Writer, WrittenArticle
from pipeline import copies
from pipeline.settings import CopySettings, Settings
from pipeline.warehouse import Warehouse
from pipeline.warehouse.connection import open_warehouse
from pipeline.warehouse.load import TABLE_FIELDS

LAST_DAY = date(2024, 5, 1)
LOAD = 500
STOCK = 20_000
WIRES = 50
"""Of every so many written articles one is printed word for word as often as there are repeats, within two days."""
_COPIED = 12
"""Of every repeat of so many in a hundred written articles the next one is a copy, cut to seven tenths."""
_CHUNK = 50_000


class World(NamedTuple):
    """What is generated: how many articles, over how many days, the last of which is `LAST_DAY`."""

    articles: int
    days: int

    @property
    def stock(self) -> int:
        """How many articles are written: a tenth, and of large worlds `STOCK`."""
        return min(STOCK, self.articles // 10)


class Stock(NamedTuple):
    """The written articles, when they appear first, from 0 to 1, and their rows: one an article, and one a hash."""

    writer: Writer
    written: Sequence[WrittenArticle]
    moments: Sequence[float]
    articles: pa.Table
    hashes: pa.Table


def write_stock(settings: CopySettings, count: int) -> Stock:
    """Write the stock and its sketches."""
    writer = Writer(1)
    written = [writer.write_article() for _ in range(count)]
    sketches = [copies.fingerprint_text(read_text(writer, article), settings) for article in written]
    dice = random.Random(7)
    moments = [dice.random() for _ in range(count)]
    rows = [number for number, sketch in enumerate(sketches) for _ in sketch.hashes]
    articles = {
        "stock": range(count),
        "moment": moments,
        "publisher": [article.publisher for article in written],
        "title": [article.title for article in written],
        "body": [article.body for article in written],
        "tail": [writer.boilerplates[article.publisher] for article in written],
        "tokens": [sketch.tokens for sketch in sketches],
    }
    hashes = {
        "stock": pa.array(rows, pa.int64()),
        "hash": pa.array([value for sketch in sketches for value in sketch.hashes], pa.uint64()),
    }
    return Stock(writer, written, moments, pa.table(articles), pa.table(hashes))


def read_text(writer: Writer, article: WrittenArticle) -> str:
    """Return the text of a written article, its publisher's boilerplate last."""
    return f"{article.body}\n\n{writer.boilerplates[article.publisher]}".rstrip()


def name_article(stock: int, repeat: int = 0) -> str:
    """Return the id under which `fill_warehouse` stores a repeat: as long as real ids, in no order."""
    digest = duckdb.execute("SELECT md5(?)", [f"{stock}-{repeat}"]).fetchall()[0][0]
    return f"a1-{digest[:20]}"


def fill_warehouse(settings: Settings, stock: Stock, world: World) -> None:
    """Make the warehouse and insert its articles in the order of their days, as loads of `LOAD` articles would."""
    Warehouse(settings).migrate()
    with open_warehouse(settings) as connection:
        connection.register("stock_articles", stock.articles)
        connection.register("stock_hashes", stock.hashes)
        connection.execute("CREATE TEMP TABLE written AS FROM stock_articles")
        connection.execute(_SKETCHES)
        connection.execute(_PLAN, {**world._asdict(), "stock": world.stock, **_PLAN_CONSTANTS})
        for chunk in range(-(-world.articles // _CHUNK)):
            bounds = {"low": chunk * _CHUNK, "high": (chunk + 1) * _CHUNK}
            connection.execute(_TAKE_CHUNK, bounds)
            for statement in _INSERTS:
                connection.execute(statement)
        _insert_batches(connection)
        connection.execute("UPDATE load_fence SET load_seq = (SELECT max(load_seq) FROM batches)")
        connection.execute("CHECKPOINT namewire")


def _insert_batches(connection: duckdb.DuckDBPyConnection) -> None:
    """Give every load its row of the ledger; what is not inserted counts as none."""
    zeros = ", ".join(f"0 AS {name}" for name in TABLE_FIELDS if name != "articles")
    connection.execute(
        f"""
        INSERT INTO batches BY NAME
        SELECT batch_id, load_seq, 'articles' AS kind, '' AS note, now() AS created_at, now() AS loaded_at,
            '' AS namewire_version, count(*) AS rows, count(*) AS articles, {zeros}
        FROM plan
        GROUP BY batch_id, load_seq
        ORDER BY load_seq
        """
    )


_SKETCHES = """
CREATE TEMP TABLE sketches AS
SELECT stock, hash, count(*) OVER (PARTITION BY hash) > 1 AS is_common
FROM stock_hashes
"""

_PLAN = """
CREATE TEMP TABLE plan AS
WITH drawn AS (
    SELECT
        written.stock,
        number // $stock AS repeat,
        stock % $wires = 0 AS is_wire,
        NOT is_wire AND hash(stock) % 100 < $copied AS is_copied,
        CASE WHEN is_wire THEN 0 WHEN is_copied THEN repeat - repeat % 2 ELSE repeat END AS variant,
        CASE WHEN variant = 0 THEN written.moment ELSE hash(stock, variant) / 18446744073709551616.0 END AS moment
    FROM range($articles) AS numbers (number)
    JOIN written ON written.stock = number % $stock
),
placed AS (
    SELECT
        *,
        row_number() OVER (
            ORDER BY moment
            -- A copy follows within two days.
            + CASE WHEN repeat = variant THEN 0 ELSE hash(stock, repeat) % 1000 / 1000.0 * 2 / $days END
        ) - 1 AS position
    FROM drawn
)
SELECT
    *,
    'a1-' || md5(stock || '-' || repeat)[:20] AS article_id,
    CAST($last_day AS DATE) - CAST($days - 1 - position * $days // $articles AS INTEGER) AS day,
    position // $load + 1 AS load_seq,
    'generated-' || load_seq AS batch_id,
    's1-' || md5(stock || '-' || variant)[:20] AS story_id
FROM placed
"""

_PLAN_CONSTANTS = {"wires": WIRES, "copied": _COPIED, "load": LOAD, "last_day": LAST_DAY}

_TAKE_CHUNK = "CREATE OR REPLACE TEMP TABLE chunk AS FROM plan WHERE position >= $low AND position < $high"

_FINGERPRINTS = """
INSERT INTO fingerprints_history BY NAME
SELECT
    article_id,
    1 AS revision,
    day AS published_on,
    CASE
        WHEN is_common OR variant = 0 THEN sketches.hash
        -- A twentieth of the others recurs three times on average.
        WHEN sketches.hash % 20 = 0 THEN hash(hash(sketches.hash, variant) % (SELECT count(*) FROM plan)) >> 3
        ELSE hash(sketches.hash, variant) >> 3
    END AS hash,
    tokens,
    batch_id,
    load_seq
FROM chunk
JOIN sketches USING (stock)
JOIN written USING (stock)
WHERE repeat = variant OR is_wire OR hash(sketches.hash) % 10 < 7
ORDER BY position
"""

# The vowels of a repeat are exchanged: its text is as long and shares no words with the written one.
_ARTICLES = """
INSERT INTO articles_history BY NAME
SELECT
    article_id,
    1 AS revision,
    'https://publisher' || publisher || '.example/' || article_id AS url,
    'Publisher ' || publisher AS publisher,
    title,
    title AS raw_title,
    [] AS authors,
    day::TIMESTAMPTZ + to_seconds(position % 86400) AS published_at,
    'en' AS language,
    rtrim(CASE WHEN variant = 0 THEN body ELSE variant || ' ' || translate(body, 'aeiou', 'eioua') END
        || E'\\n\\n' || tail, E'\\n') AS text,
    tokens AS word_count,
    'full' AS completeness,
    '' AS completeness_reason,
    'page' AS text_source,
    md5(article_id) AS text_hash,
    'f1-' || publisher AS feed_id,
    'e1-' || article_id AS entry_id,
    published_at AS first_seen_at,
    published_at AS fetched_at,
    [] AS notes,
    batch_id,
    load_seq
FROM chunk
JOIN written USING (stock)
ORDER BY position
"""

_CREDITS = """
INSERT INTO credits_history BY NAME
SELECT article_id, 1 AS revision, 'agency' AS role, 'Agency ' || stock % 7 AS name, '(Agency)' AS evidence, batch_id,
    load_seq
FROM chunk
WHERE stock % 10 < 3
ORDER BY position
"""

_PASSES = """
INSERT INTO passes BY NAME
SELECT article_id, 1 AS revision, unnest(['extract', 'resolve', 'relate']) AS step, '1' AS version, batch_id, load_seq
FROM chunk
"""

# A wire is one story; a cut copy is one with what it was cut from.
_STORIES = """
INSERT INTO stories_history BY NAME
SELECT story_id, article_id AS origin_article_id, 1 AS articles, 1 AS publishers, '' AS evidence, batch_id, load_seq
FROM chunk
WHERE repeat = variant
"""

_MEMBERS = """
INSERT INTO story_members_history BY NAME
SELECT story_id, article_id, CASE WHEN repeat = variant THEN 'origin' ELSE 'copy' END AS role, batch_id, load_seq
FROM chunk
"""

_COPIES = """
INSERT INTO copies_history BY NAME
SELECT article_id, 'a1-' || md5(stock || '-' || variant)[:20] AS of_article_id,
    CASE WHEN is_wire THEN 'identical' ELSE 'truncated' END AS kind,
    1.0 AS containment, 0.7 AS containment_of, 0.7 AS resemblance, 'time' AS direction, '' AS evidence, batch_id,
    load_seq
FROM chunk
WHERE repeat <> variant
"""

_INSERTS = (_FINGERPRINTS, _ARTICLES, _CREDITS, _PASSES, _STORIES, _MEMBERS, _COPIES)
