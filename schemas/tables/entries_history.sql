CREATE TABLE entries_history (
    entry_id VARCHAR NOT NULL,
    version BIGINT NOT NULL,
    feed_id VARCHAR NOT NULL,
    poll_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    guid VARCHAR,
    link VARCHAR NOT NULL,
    raw_link VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    raw_title VARCHAR NOT NULL,
    summary VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    authors VARCHAR[] NOT NULL,
    published_at TIMESTAMPTZ,
    raw_published VARCHAR,
    updated_at TIMESTAMPTZ,
    raw_updated VARCHAR,
    language VARCHAR,
    source_name VARCHAR,
    source_url VARCHAR,
    content_hash VARCHAR NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    notes VARCHAR[] NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE entries_history IS 'Versions of entries; the view entries shows the latest of each.';
COMMENT ON COLUMN entries_history.entry_id IS 'The entry: feed and guid, or else link.';
COMMENT ON COLUMN entries_history.version IS 'The version of the entry, from 1.';
COMMENT ON COLUMN entries_history.feed_id IS 'The feed: a row of feeds.';
COMMENT ON COLUMN entries_history.poll_id IS 'The poll that first saw this version.';
COMMENT ON COLUMN entries_history.position IS 'Place in the document, from 0.';
COMMENT ON COLUMN entries_history.guid IS 'The publisher''s id for it, as given.';
COMMENT ON COLUMN entries_history.link IS 'Its link, absolute and cleaned.';
COMMENT ON COLUMN entries_history.raw_link IS 'Its link as written.';
COMMENT ON COLUMN entries_history.title IS 'Its title as plain text.';
COMMENT ON COLUMN entries_history.raw_title IS 'Its title as written.';
COMMENT ON COLUMN entries_history.summary IS 'Its summary as plain text.';
COMMENT ON COLUMN entries_history.content IS 'Its content as plain text.';
COMMENT ON COLUMN entries_history.authors IS 'Authors that the feed names.';
COMMENT ON COLUMN entries_history.published_at IS 'When it was published, where that can be read.';
COMMENT ON COLUMN entries_history.raw_published IS 'The date as written.';
COMMENT ON COLUMN entries_history.updated_at IS 'When it was updated, where that can be read.';
COMMENT ON COLUMN entries_history.raw_updated IS 'That date as written.';
COMMENT ON COLUMN entries_history.language IS 'Its language (BCP 47), where given.';
COMMENT ON COLUMN entries_history.source_name IS 'Name in the element source: where it was taken from.';
COMMENT ON COLUMN entries_history.source_url IS 'Address in that element.';
COMMENT ON COLUMN entries_history.content_hash IS 'The hash of what a reader would see of the entry; another hash is another version.';
COMMENT ON COLUMN entries_history.seen_at IS 'When a poll first saw this version.';
COMMENT ON COLUMN entries_history.notes IS 'What was odd and how it was taken, in words.';
COMMENT ON COLUMN entries_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN entries_history.load_seq IS 'The number of that load, from 1; loads are in this order.';
