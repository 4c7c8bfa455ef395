CREATE TABLE feeds_history (
    feed_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL,
    country VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    checked VARCHAR NOT NULL,
    enabled BOOLEAN NOT NULL,
    registry_version VARCHAR NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE feeds_history IS 'Configured feeds as of each registry that was loaded; the view feeds shows the current registry.';
COMMENT ON COLUMN feeds_history.feed_id IS 'The feed: a row of feeds.';
COMMENT ON COLUMN feeds_history.url IS 'Where the feed is polled.';
COMMENT ON COLUMN feeds_history.title IS 'The name of the feed.';
COMMENT ON COLUMN feeds_history.publisher IS 'Who publishes it.';
COMMENT ON COLUMN feeds_history.country IS 'ISO 3166 country of the publisher; XX where none fits.';
COMMENT ON COLUMN feeds_history.language IS 'Language of the feed (BCP 47); und where unknown.';
COMMENT ON COLUMN feeds_history.kind IS 'What the publisher is: outlet, agency, think tank, …';
COMMENT ON COLUMN feeds_history.checked IS 'The ISO date at which the feed was last checked by hand, or never.';
COMMENT ON COLUMN feeds_history.enabled IS 'Whether it is polled.';
COMMENT ON COLUMN feeds_history.registry_version IS 'The hash of the registry''s content.';
COMMENT ON COLUMN feeds_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN feeds_history.load_seq IS 'The number of that load, from 1; loads are in this order.';
