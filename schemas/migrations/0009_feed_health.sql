ALTER TABLE polls ADD COLUMN reason VARCHAR;
ALTER TABLE polls ADD COLUMN last_new_at TIMESTAMPTZ;
ALTER TABLE polls ADD COLUMN rhythm_s BIGINT;
ALTER TABLE polls ADD COLUMN gone_since TIMESTAMPTZ;
ALTER TABLE polls ADD COLUMN gone_times BIGINT;
ALTER TABLE polls ADD COLUMN moved_to VARCHAR;
ALTER TABLE polls ADD COLUMN moved_since TIMESTAMPTZ;
ALTER TABLE polls ADD COLUMN moved_times BIGINT;
ALTER TABLE polls ADD COLUMN health VARCHAR;

COMMENT ON COLUMN polls.reason IS 'Why it failed, short and stable.';
COMMENT ON COLUMN polls.last_new_at IS 'When new entries last arrived; of a new feed, the latest date in its document.';
COMMENT ON COLUMN polls.rhythm_s IS 'Seconds between arrivals of new entries, learnt from the feed.';
COMMENT ON COLUMN polls.gone_since IS 'When it first said that it is gone (410), where it has said nothing else since.';
COMMENT ON COLUMN polls.gone_times IS 'How often it has said so since.';
COMMENT ON COLUMN polls.moved_to IS 'Where it permanently redirects to, a document with entries that are known.';
COMMENT ON COLUMN polls.moved_since IS 'Since when.';
COMMENT ON COLUMN polls.moved_times IS 'How often in a row; three times over 48 hours change the registry.';
COMMENT ON COLUMN polls.health IS 'How the feed was after this poll: healthy, slow, silent, failing or gone.';
