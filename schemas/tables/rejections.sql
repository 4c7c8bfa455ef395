CREATE TABLE rejections (
    entry_id VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    rejected_at TIMESTAMPTZ NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE rejections IS 'Why entries left the line.';
COMMENT ON COLUMN rejections.entry_id IS 'The entry: feed and guid, or else link.';
COMMENT ON COLUMN rejections.stage IS 'parse, fetch, extract, resolve or load.';
COMMENT ON COLUMN rejections.reason IS 'Short stable reason.';
COMMENT ON COLUMN rejections.detail IS 'The reason in words.';
COMMENT ON COLUMN rejections.rejected_at IS 'When.';
COMMENT ON COLUMN rejections.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN rejections.load_seq IS 'The number of that load, from 1; loads are in this order.';
