CREATE TABLE removed_blocks_history (
    article_id VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    number BIGINT NOT NULL,
    position VARCHAR NOT NULL,
    paragraph BIGINT,
    kind VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE removed_blocks_history IS 'Words that were taken off the texts of articles, as what they were; the view removed_blocks shows those of the current revisions.';
COMMENT ON COLUMN removed_blocks_history.article_id IS 'The article: the hash of the link under which it was first seen.';
COMMENT ON COLUMN removed_blocks_history.revision IS 'The revision of the article, from 1.';
COMMENT ON COLUMN removed_blocks_history.number IS 'The place among the removed blocks of the revision, in the order of the page, from 1.';
COMMENT ON COLUMN removed_blocks_history.position IS 'head (above the text), inside, tail (below it), or unknown in rows from before it was kept.';
COMMENT ON COLUMN removed_blocks_history.paragraph IS 'How many paragraphs of the text stand before it; NULL where position is unknown.';
COMMENT ON COLUMN removed_blocks_history.kind IS 'headline, attribution, read-more, follow-us, related, share, caption, counter, separator, end-mark, furniture, or unknown in rows from before it was kept.';
COMMENT ON COLUMN removed_blocks_history.words IS 'The words as they stood.';
COMMENT ON COLUMN removed_blocks_history.evidence IS 'What told the kind, where it is not the words alone.';
COMMENT ON COLUMN removed_blocks_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN removed_blocks_history.load_seq IS 'The number of that load, from 1; loads are in this order.';

INSERT INTO removed_blocks_history
SELECT article_id, revision, number, 'unknown', NULL, 'unknown', removed[number], '', batch_id, load_seq
FROM (SELECT *, unnest(range(1, len(removed) + 1)) AS number FROM articles_history);

ALTER TABLE articles_history DROP COLUMN removed;
COMMENT ON COLUMN articles_history.text IS 'The text without repeated headline, attribution lines, tails, notices and furniture, which stand in removed_blocks.';
COMMENT ON COLUMN articles_history.text_hash IS 'Hash of the text, folded; another hash or another title is another revision.';
ALTER TABLE articles_history ADD COLUMN dateline VARCHAR;
COMMENT ON COLUMN articles_history.dateline IS 'Place, day and agency that the text opens with; neither compared nor searched. Empty where there is none, NULL of rows from before it was kept.';

ALTER TABLE batches ADD COLUMN removed_blocks BIGINT;
COMMENT ON COLUMN batches.removed_blocks IS 'Rows that it added to removed_blocks_history.';

CREATE TABLE furniture_history (
    publisher VARCHAR NOT NULL,
    block_hash VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    position VARCHAR NOT NULL,
    articles BIGINT NOT NULL,
    stories BIGINT NOT NULL,
    of_articles BIGINT NOT NULL,
    share DOUBLE NOT NULL,
    edge_share DOUBLE NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE furniture_history IS 'Blocks that recur on the pages of a publisher, as of each time they were counted; the view furniture shows the latest.';
COMMENT ON COLUMN furniture_history.publisher IS 'Whose pages they are.';
COMMENT ON COLUMN furniture_history.block_hash IS 'Hash of the letters and digits of the block, case folded.';
COMMENT ON COLUMN furniture_history.words IS 'The block as one of the pages has it.';
COMMENT ON COLUMN furniture_history.state IS 'furniture: left out of texts, to be found in removed_blocks; text: recurs, and stays in them.';
COMMENT ON COLUMN furniture_history.reason IS 'What decided so.';
COMMENT ON COLUMN furniture_history.position IS 'Where it mostly stands: head, inside or tail of the text.';
COMMENT ON COLUMN furniture_history.articles IS 'Articles of the publisher that have it, within the window.';
COMMENT ON COLUMN furniture_history.stories IS 'Stories of these articles: copies of one report count once.';
COMMENT ON COLUMN furniture_history.of_articles IS 'Articles of the publisher within the window.';
COMMENT ON COLUMN furniture_history.share IS 'articles / of_articles.';
COMMENT ON COLUMN furniture_history.edge_share IS 'The share of its articles in which it stands at the head or the tail.';
COMMENT ON COLUMN furniture_history.first_seen_at IS 'When the first such article was first seen.';
COMMENT ON COLUMN furniture_history.last_seen_at IS 'When the last such article was first seen.';
COMMENT ON COLUMN furniture_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN furniture_history.load_seq IS 'The number of that load, from 1; loads are in this order.';

CREATE TABLE publishers_history (
    publisher VARCHAR NOT NULL,
    family VARCHAR,
    owner VARCHAR,
    registry_version VARCHAR NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE publishers_history IS 'Publishers as of each registry that was loaded; the view publishers shows those of the current registry.';
COMMENT ON COLUMN publishers_history.publisher IS 'The publisher: as in feeds and articles.';
COMMENT ON COLUMN publishers_history.family IS 'The family of publishers under one owner that it belongs to, where one is known.';
COMMENT ON COLUMN publishers_history.owner IS 'That owner.';
COMMENT ON COLUMN publishers_history.registry_version IS 'The hash of the registry''s content.';
COMMENT ON COLUMN publishers_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN publishers_history.load_seq IS 'The number of that load, from 1; loads are in this order.';

ALTER TABLE batches ADD COLUMN furniture BIGINT;
COMMENT ON COLUMN batches.furniture IS 'Rows that it added to furniture_history.';
ALTER TABLE batches ADD COLUMN publishers BIGINT;
COMMENT ON COLUMN batches.publishers IS 'Rows that it added to publishers_history.';
COMMENT ON COLUMN batches.kind IS 'entries, articles, replay, registry, lexicon, judgements, furniture or undo.';

-- A table that a transaction has changed cannot be altered in it any more: rows come last.
UPDATE batches SET furniture = 0, publishers = 0, removed_blocks = (
    SELECT count(*) FROM removed_blocks_history WHERE removed_blocks_history.batch_id = batches.batch_id
);
UPDATE batches SET rows = rows + removed_blocks;
