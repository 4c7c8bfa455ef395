CREATE TABLE copies_history (
    article_id VARCHAR NOT NULL,
    of_article_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    containment DOUBLE NOT NULL,
    containment_of DOUBLE NOT NULL,
    resemblance DOUBLE NOT NULL,
    direction VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    spans STRUCT(start_char BIGINT, end_char BIGINT, of_start_char BIGINT, of_end_char BIGINT)[],
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE copies_history IS 'Relations between two articles as of each load; the view copies shows the current ones.';
COMMENT ON COLUMN copies_history.article_id IS 'The copy.';
COMMENT ON COLUMN copies_history.of_article_id IS 'What it was copied from.';
COMMENT ON COLUMN copies_history.kind IS 'identical, truncated, excerpt, revised or rewritten.';
COMMENT ON COLUMN copies_history.containment IS 'Share of the copy that stands in the other, 0 to 1.';
COMMENT ON COLUMN copies_history.containment_of IS 'Share of the other that stands in the copy, 0 to 1.';
COMMENT ON COLUMN copies_history.resemblance IS 'Jaccard resemblance, 0 to 1.';
COMMENT ON COLUMN copies_history.direction IS 'What the direction rests on, or unknown.';
COMMENT ON COLUMN copies_history.evidence IS 'What was compared and what it showed.';
COMMENT ON COLUMN copies_history.spans IS 'The passages that both have: characters of the copy''s text, and of the other''s; ends are excluded. Null for relations from before they were kept.';
COMMENT ON COLUMN copies_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN copies_history.load_seq IS 'The number of that load, from 1; loads are in this order.';
