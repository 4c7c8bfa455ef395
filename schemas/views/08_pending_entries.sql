CREATE VIEW pending_entries AS
WITH waiting AS (
    SELECT entry_id, feed_id, content_hash, version, seen_at
    FROM entries
    ANTI JOIN version_outcomes USING (entry_id, content_hash)
),
first_seen AS (
    SELECT entry_id, min(seen_at) AS first_seen_at
    FROM entries_history
    ANTI JOIN undone_batches USING (load_seq)
    GROUP BY entry_id
),
tries AS (
    SELECT
        entry_id,
        content_hash,
        -- A name server that does not answer says little of the page: four such tries count as one.
        floor(sum(CASE WHEN reason = 'dns: no answer' THEN 0.25 ELSE 1 END))::BIGINT AS attempts, max(retry_at) AS retry_at
    FROM attempts
    ANTI JOIN undone_batches USING (load_seq)
    GROUP BY entry_id, content_hash
)
SELECT
    waiting.entry_id,
    waiting.feed_id,
    waiting.content_hash,
    waiting.version,
    first_seen.first_seen_at,
    coalesce(tries.attempts, 0) AS attempts,
    tries.retry_at
FROM waiting
JOIN first_seen USING (entry_id)
LEFT JOIN tries USING (entry_id, content_hash);

COMMENT ON VIEW pending_entries IS 'Entries whose latest version has no outcome yet: the queue.';
COMMENT ON COLUMN pending_entries.entry_id IS 'The entry: a row of entries.';
COMMENT ON COLUMN pending_entries.feed_id IS 'The feed: a row of feeds.';
COMMENT ON COLUMN pending_entries.content_hash IS 'The version that waits.';
COMMENT ON COLUMN pending_entries.version IS 'Its number.';
COMMENT ON COLUMN pending_entries.first_seen_at IS 'When a poll first saw the entry.';
COMMENT ON COLUMN pending_entries.attempts IS 'Tries of this version that failed for a passing reason.';
COMMENT ON COLUMN pending_entries.retry_at IS 'Not to be tried again before.';
