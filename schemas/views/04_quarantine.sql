CREATE VIEW quarantine AS
SELECT
    * EXCLUDE (noted_at),
    min(noted_at) OVER met AS quarantined_at,
    -- A case that a replay left waiting has a note.
    max(noted_at) FILTER (state = 'waiting' AND note = '') OVER met AS last_seen_at,
    count(*) FILTER (state = 'waiting' AND note = '') OVER met AS times_seen,
    noted_at
FROM quarantine_history
ANTI JOIN undone_batches USING (load_seq)
WINDOW met AS (PARTITION BY quarantine_id)
QUALIFY row_number() OVER (PARTITION BY quarantine_id ORDER BY load_seq DESC, noted_at DESC) = 1;

COMMENT ON VIEW quarantine IS 'What could not be read, each case once as it stands: waiting for a replay, replayed, or expired.';
COMMENT ON COLUMN quarantine.quarantined_at IS 'When it was first met.';
COMMENT ON COLUMN quarantine.last_seen_at IS 'When it was last met.';
COMMENT ON COLUMN quarantine.times_seen IS 'How often it was met: a feed serves the same document at every poll.';
