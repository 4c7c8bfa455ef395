CREATE TABLE attempts (
    entry_id VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    attempted_at TIMESTAMPTZ NOT NULL,
    retry_at TIMESTAMPTZ NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE attempts IS 'Tries to fetch an entry that failed for a passing reason and left it pending.';
COMMENT ON COLUMN attempts.entry_id IS 'The entry: feed and guid, or else link.';
COMMENT ON COLUMN attempts.content_hash IS 'The version of the entry that was tried.';
COMMENT ON COLUMN attempts.reason IS 'Short stable reason.';
COMMENT ON COLUMN attempts.detail IS 'The reason in words.';
COMMENT ON COLUMN attempts.attempted_at IS 'When it was tried.';
COMMENT ON COLUMN attempts.retry_at IS 'Not to be tried again before.';
COMMENT ON COLUMN attempts.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN attempts.load_seq IS 'The number of that load, from 1; loads are in this order.';
