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
