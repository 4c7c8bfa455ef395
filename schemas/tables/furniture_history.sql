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
