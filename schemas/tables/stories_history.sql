CREATE TABLE stories_history (
    story_id VARCHAR NOT NULL,
    origin_article_id VARCHAR,
    articles BIGINT NOT NULL,
    publishers BIGINT NOT NULL,
    evidence VARCHAR NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE stories_history IS 'Stories as of each load that regrouped them; the view stories shows the current ones.';
COMMENT ON COLUMN stories_history.story_id IS 'The story.';
COMMENT ON COLUMN stories_history.origin_article_id IS 'The article that all copies come from; NULL where unknown.';
COMMENT ON COLUMN stories_history.articles IS 'Articles in it.';
COMMENT ON COLUMN stories_history.publishers IS 'Publishers in it.';
COMMENT ON COLUMN stories_history.evidence IS 'Why that origin, or why none.';
COMMENT ON COLUMN stories_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN stories_history.load_seq IS 'The number of that load, from 1; loads are in this order.';
