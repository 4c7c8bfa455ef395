CREATE TABLE quarantine_history (
    quarantine_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    exception VARCHAR NOT NULL,
    url VARCHAR,
    feed_id VARCHAR,
    entry_id VARCHAR,
    content_hash VARCHAR,
    bytes BIGINT NOT NULL,
    path VARCHAR,
    archive_offset BIGINT,
    state VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    noted_at TIMESTAMPTZ NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE quarantine_history IS 'What could not be read, each time that it was met and what became of it; the view quarantine shows each case once.';
COMMENT ON COLUMN quarantine_history.quarantine_id IS 'The case: a hash of what it is, the same whenever it is met again.';
COMMENT ON COLUMN quarantine_history.kind IS 'feed (a whole document), item (one item of a document), page, or batch (a damaged staged file).';
COMMENT ON COLUMN quarantine_history.stage IS 'Where it failed: parse, extract or load.';
COMMENT ON COLUMN quarantine_history.reason IS 'Short stable reason.';
COMMENT ON COLUMN quarantine_history.exception IS 'What was raised, or the reason in words.';
COMMENT ON COLUMN quarantine_history.url IS 'The address that it came from.';
COMMENT ON COLUMN quarantine_history.feed_id IS 'The feed: a row of feeds.';
COMMENT ON COLUMN quarantine_history.entry_id IS 'The entry or rejected item.';
COMMENT ON COLUMN quarantine_history.content_hash IS 'The version of the entry.';
COMMENT ON COLUMN quarantine_history.bytes IS 'Size of what is kept.';
COMMENT ON COLUMN quarantine_history.path IS 'Where the bytes are, below the data folder: the archive, or the folder quarantine; NULL where none came.';
COMMENT ON COLUMN quarantine_history.archive_offset IS 'Where the record begins in a file of the archive; NULL for a file of its own.';
COMMENT ON COLUMN quarantine_history.state IS 'waiting, replayed, or expired (its bytes are no longer kept for it).';
COMMENT ON COLUMN quarantine_history.note IS 'What became of it.';
COMMENT ON COLUMN quarantine_history.noted_at IS 'When it was met, replayed or dropped.';
COMMENT ON COLUMN quarantine_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN quarantine_history.load_seq IS 'The number of that load, from 1; loads are in this order.';
