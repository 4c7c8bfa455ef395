CREATE VIEW poll_ledger AS
WITH versions AS (
    SELECT
        entries_history.poll_id,
        coalesce(
            version_outcomes.outcome,
            CASE WHEN pending_entries.entry_id IS NULL THEN 'superseded' ELSE 'pending' END
        ) AS outcome
    FROM entries_history
    ANTI JOIN undone_batches USING (load_seq)
    LEFT JOIN version_outcomes USING (entry_id, content_hash)
    LEFT JOIN pending_entries USING (entry_id, version)
),
sums AS (
    SELECT
        poll_id,
        count(*) AS versions,
        count(*) FILTER (outcome = 'loaded') AS loaded,
        count(*) FILTER (outcome = 'revised') AS revised,
        count(*) FILTER (outcome = 'unchanged') AS unchanged,
        count(*) FILTER (outcome = 'duplicate') AS duplicate,
        count(*) FILTER (outcome = 'rejected') AS rejected,
        count(*) FILTER (outcome = 'superseded') AS superseded,
        count(*) FILTER (outcome = 'pending') AS pending
    FROM versions
    GROUP BY poll_id
)
SELECT
    polls.poll_id,
    polls.feed_id,
    polls.finished_at,
    polls.outcome AS poll_outcome,
    polls.entries_seen,
    polls.entries_new,
    polls.entries_known,
    polls.entries_changed,
    polls.entries_rejected,
    coalesce(sums.versions, 0) AS versions,
    coalesce(sums.loaded, 0) AS loaded,
    coalesce(sums.revised, 0) AS revised,
    coalesce(sums.unchanged, 0) AS unchanged,
    coalesce(sums.duplicate, 0) AS duplicate,
    coalesce(sums.rejected, 0) AS rejected,
    coalesce(sums.superseded, 0) AS superseded,
    coalesce(sums.pending, 0) AS pending,
    polls.entries_seen = polls.entries_new + polls.entries_known + polls.entries_changed + polls.entries_rejected
    AND polls.entries_new + polls.entries_changed = coalesce(sums.versions, 0)
    AND coalesce(sums.versions, 0) = coalesce(
        loaded + revised + unchanged + duplicate + rejected + superseded + pending, 0
    ) AS adds_up
FROM polls
ANTI JOIN undone_batches USING (load_seq)
LEFT JOIN sums USING (poll_id);

COMMENT ON VIEW poll_ledger IS 'One row a poll: what its document held, and what became of the versions of entries that it brought.';
COMMENT ON COLUMN poll_ledger.poll_outcome IS 'The outcome of the poll itself.';
COMMENT ON COLUMN poll_ledger.versions IS 'New and changed entries that this poll brought: the sum of the columns that follow.';
COMMENT ON COLUMN poll_ledger.loaded IS 'Those that became a new article.';
COMMENT ON COLUMN poll_ledger.revised IS 'Those that became a new revision of one.';
COMMENT ON COLUMN poll_ledger.unchanged IS 'Those whose article was the same as before.';
COMMENT ON COLUMN poll_ledger.duplicate IS 'Those whose article had come through another entry.';
COMMENT ON COLUMN poll_ledger.rejected IS 'Those that were rejected after they had become an entry.';
COMMENT ON COLUMN poll_ledger.superseded IS 'Those that had changed again before they were decided.';
COMMENT ON COLUMN poll_ledger.pending IS 'Those that wait.';
COMMENT ON COLUMN poll_ledger.adds_up IS 'Whether both sums agree; anything but true is a fault.';
