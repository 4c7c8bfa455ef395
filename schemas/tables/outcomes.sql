CREATE TABLE outcomes (
    entry_id VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    reason VARCHAR,
    article_id VARCHAR,
    content_hash VARCHAR NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE outcomes IS 'What became of entries; appended, the latest of an entry and content counts (current_outcomes).';
COMMENT ON COLUMN outcomes.entry_id IS 'The entry: feed and guid, or else link.';
COMMENT ON COLUMN outcomes.outcome IS 'loaded, revised, unchanged, duplicate or rejected.';
COMMENT ON COLUMN outcomes.reason IS 'Why, for a rejection; quarantined: … where the bytes are kept for replay.';
COMMENT ON COLUMN outcomes.article_id IS 'The article that it became or belongs to.';
COMMENT ON COLUMN outcomes.content_hash IS 'The version of the entry that was decided.';
COMMENT ON COLUMN outcomes.decided_at IS 'When it was decided.';
COMMENT ON COLUMN outcomes.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN outcomes.load_seq IS 'The number of that load, from 1; loads are in this order.';
