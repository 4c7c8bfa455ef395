CREATE TABLE polls (
    poll_id VARCHAR NOT NULL,
    feed_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    final_url VARCHAR,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ NOT NULL,
    outcome VARCHAR NOT NULL,
    status BIGINT,
    reason VARCHAR,
    error VARCHAR,
    format VARCHAR,
    partial BOOLEAN NOT NULL,
    body_bytes BIGINT NOT NULL,
    archive_path VARCHAR,
    archive_offset BIGINT,
    entries_seen BIGINT NOT NULL,
    entries_new BIGINT NOT NULL,
    entries_known BIGINT NOT NULL,
    entries_changed BIGINT NOT NULL,
    entries_rejected BIGINT NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    validators_url VARCHAR,
    body_hash VARCHAR,
    next_poll_at TIMESTAMPTZ,
    interval_s BIGINT,
    failures BIGINT NOT NULL,
    last_success_at TIMESTAMPTZ,
    last_full_fetch_at TIMESTAMPTZ,
    last_new_at TIMESTAMPTZ,
    rhythm_s BIGINT,
    gone_since TIMESTAMPTZ,
    gone_times BIGINT,
    moved_to VARCHAR,
    moved_since TIMESTAMPTZ,
    moved_times BIGINT,
    wait_s BIGINT,
    skip_hours BIGINT[],
    skip_days VARCHAR[],
    health VARCHAR,
    gap BOOLEAN NOT NULL,
    notes VARCHAR[] NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE polls IS 'Requests of feeds and their outcomes; the latest row of a feed is what is remembered of it.';
COMMENT ON COLUMN polls.poll_id IS 'The poll.';
COMMENT ON COLUMN polls.feed_id IS 'The feed: a row of feeds.';
COMMENT ON COLUMN polls.url IS 'The address asked.';
COMMENT ON COLUMN polls.final_url IS 'The address that answered, after redirects.';
COMMENT ON COLUMN polls.started_at IS 'When the request began.';
COMMENT ON COLUMN polls.finished_at IS 'When the answer was whole, or given up.';
COMMENT ON COLUMN polls.outcome IS 'parsed, not_modified, unchanged, failed, not_a_feed or gone.';
COMMENT ON COLUMN polls.status IS 'HTTP status; NULL where no response came.';
COMMENT ON COLUMN polls.reason IS 'Why it failed, short and stable.';
COMMENT ON COLUMN polls.error IS 'Why it failed, in words.';
COMMENT ON COLUMN polls.format IS 'RSS 2.0, Atom, RDF, JSON Feed, …';
COMMENT ON COLUMN polls.partial IS 'Whether the document was cut off or broken and only its whole items were read.';
COMMENT ON COLUMN polls.body_bytes IS 'Size of the body after decoding.';
COMMENT ON COLUMN polls.archive_path IS 'The WARC file with the raw bytes, below the data folder.';
COMMENT ON COLUMN polls.archive_offset IS 'The offset of the record in it.';
COMMENT ON COLUMN polls.entries_seen IS 'Items of the document: the sum of new, known, changed and rejected.';
COMMENT ON COLUMN polls.entries_new IS 'Items never seen before.';
COMMENT ON COLUMN polls.entries_known IS 'Items seen before with this content.';
COMMENT ON COLUMN polls.entries_changed IS 'Items seen before with another content.';
COMMENT ON COLUMN polls.entries_rejected IS 'Items that became no entry.';
COMMENT ON COLUMN polls.etag IS 'ETag to send at the next poll, verbatim.';
COMMENT ON COLUMN polls.last_modified IS 'Last-Modified to send at the next poll, verbatim.';
COMMENT ON COLUMN polls.validators_url IS 'The address that gave these two.';
COMMENT ON COLUMN polls.body_hash IS 'SHA-256 of the last body that was parsed.';
COMMENT ON COLUMN polls.next_poll_at IS 'When to poll again.';
COMMENT ON COLUMN polls.interval_s IS 'The interval behind it, in seconds.';
COMMENT ON COLUMN polls.failures IS 'Polls that failed in a row, this one included.';
COMMENT ON COLUMN polls.last_success_at IS 'When a poll last succeeded.';
COMMENT ON COLUMN polls.last_full_fetch_at IS 'When the feed was last fetched without validators.';
COMMENT ON COLUMN polls.last_new_at IS 'When new entries last arrived.';
COMMENT ON COLUMN polls.rhythm_s IS 'Seconds between arrivals of new entries, learnt from the feed.';
COMMENT ON COLUMN polls.gone_since IS 'When it first said that it is gone (410), where it has said nothing else since.';
COMMENT ON COLUMN polls.gone_times IS 'How often it has said so since.';
COMMENT ON COLUMN polls.moved_to IS 'Where it permanently redirects to, a document with entries that are known.';
COMMENT ON COLUMN polls.moved_since IS 'Since when.';
COMMENT ON COLUMN polls.moved_times IS 'How often in a row; three times over 48 hours change the registry.';
COMMENT ON COLUMN polls.wait_s IS 'Seconds between polls that the last document asked for (ttl, sy:updatePeriod).';
COMMENT ON COLUMN polls.skip_hours IS 'Hours (GMT) in which it wants no poll.';
COMMENT ON COLUMN polls.skip_days IS 'Days on which it wants none.';
COMMENT ON COLUMN polls.health IS 'How the feed was after this poll: healthy, slow, silent, failing or gone.';
COMMENT ON COLUMN polls.gap IS 'Whether entries may have been missed: nothing overlaps the last window.';
COMMENT ON COLUMN polls.notes IS 'What was odd and how it was taken, in words.';
COMMENT ON COLUMN polls.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN polls.load_seq IS 'The number of that load, from 1; loads are in this order.';
