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
