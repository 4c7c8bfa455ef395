CREATE TABLE pages (
    page_id VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    final_url VARCHAR NOT NULL,
    status BIGINT NOT NULL,
    content_type VARCHAR,
    body_bytes BIGINT NOT NULL,
    body_sha256 VARCHAR NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL,
    archive_path VARCHAR NOT NULL,
    archive_offset BIGINT NOT NULL,
    notes VARCHAR[] NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE pages IS 'HTTP responses for the links of entries, each archived byte for byte.';
COMMENT ON COLUMN pages.page_id IS 'The page.';
COMMENT ON COLUMN pages.entry_id IS 'The entry: feed and guid, or else link.';
COMMENT ON COLUMN pages.url IS 'The address asked.';
COMMENT ON COLUMN pages.final_url IS 'The address that answered, after redirects.';
COMMENT ON COLUMN pages.status IS 'HTTP status.';
COMMENT ON COLUMN pages.content_type IS 'The header Content-Type.';
COMMENT ON COLUMN pages.body_bytes IS 'Size of the body after decoding.';
COMMENT ON COLUMN pages.body_sha256 IS 'SHA-256 of that body.';
COMMENT ON COLUMN pages.fetched_at IS 'When it was received.';
COMMENT ON COLUMN pages.archive_path IS 'The WARC file with the raw bytes, below the data folder.';
COMMENT ON COLUMN pages.archive_offset IS 'The offset of the record in it.';
COMMENT ON COLUMN pages.notes IS 'What was odd and how it was taken, in words.';
COMMENT ON COLUMN pages.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN pages.load_seq IS 'The number of that load, from 1; loads are in this order.';
