CREATE VIEW feed_health AS
WITH standing_polls AS (
    SELECT * FROM polls ANTI JOIN undone_batches USING (load_seq)
),
latest AS (
    SELECT *
    FROM standing_polls
    QUALIFY row_number() OVER (PARTITION BY feed_id ORDER BY load_seq DESC, finished_at DESC, poll_id DESC) = 1
),
totals AS (
    SELECT
        feed_id,
        count(*) AS polls,
        sum(entries_rejected)::BIGINT AS rejections,
        sum(entries_new) / nullif(sum(entries_seen), 0) AS new_share,
        count(*) FILTER (gap) AS gaps,
        histogram(reason) FILTER (reason IS NOT NULL) AS failures_by_reason
    FROM standing_polls
    GROUP BY feed_id
),
seen AS (
    SELECT feed_id, count(*) AS entries, max(seen_at) AS last_entry_at FROM entries GROUP BY feed_id
),
waiting AS (
    SELECT feed_id, count(*) AS pending FROM pending_entries GROUP BY feed_id
)
SELECT
    feeds.feed_id,
    feeds.publisher,
    feeds.title,
    CASE
        WHEN NOT feeds.enabled THEN 'disabled'
        WHEN latest.feed_id IS NULL THEN 'new'
        WHEN latest.health IS NOT NULL THEN latest.health
        WHEN latest.outcome = 'gone' THEN 'gone'
        WHEN latest.failures = 0 THEN 'healthy'
        WHEN latest.failures < 3 THEN 'slow'
        ELSE 'failing'
    END AS state,
    latest.rhythm_s,
    latest.finished_at AS last_poll_at,
    latest.outcome AS last_outcome,
    latest.status AS last_status,
    latest.error AS last_error,
    latest.last_success_at,
    coalesce(latest.failures, 0) AS failures,
    latest.next_poll_at,
    coalesce(totals.polls, 0) AS polls,
    coalesce(seen.entries, 0) AS entries,
    seen.last_entry_at,
    coalesce(totals.rejections, 0) AS rejections,
    totals.new_share,
    coalesce(totals.gaps, 0) AS gaps,
    totals.failures_by_reason,
    coalesce(waiting.pending, 0) AS pending
FROM feeds
LEFT JOIN latest USING (feed_id)
LEFT JOIN totals USING (feed_id)
LEFT JOIN seen USING (feed_id)
LEFT JOIN waiting USING (feed_id);

COMMENT ON VIEW feed_health IS 'How each configured feed is doing.';
COMMENT ON COLUMN feed_health.state IS 'new; healthy; slow: failed once or twice in a row, or took over ten seconds; silent: answers, and has brought nothing for three of its own intervals; failing: failed three times in a row, or refuses us; gone: said so (410) for three days; disabled.';
COMMENT ON COLUMN feed_health.rhythm_s IS 'Seconds between arrivals of new entries.';
COMMENT ON COLUMN feed_health.new_share IS 'The share of all items seen that were new.';
COMMENT ON COLUMN feed_health.failures_by_reason IS 'How often it failed, by reason.';
COMMENT ON COLUMN feed_health.last_poll_at IS 'When it was last polled.';
COMMENT ON COLUMN feed_health.last_outcome IS 'What that poll came to.';
COMMENT ON COLUMN feed_health.last_status IS 'Its HTTP status.';
COMMENT ON COLUMN feed_health.last_error IS 'Why it failed, in words.';
COMMENT ON COLUMN feed_health.polls IS 'Polls so far.';
COMMENT ON COLUMN feed_health.entries IS 'Entries seen so far.';
COMMENT ON COLUMN feed_health.last_entry_at IS 'When the latest new or changed entry was seen.';
COMMENT ON COLUMN feed_health.rejections IS 'Items of its documents that became no entry, each poll counted.';
COMMENT ON COLUMN feed_health.gaps IS 'Polls that may have missed entries.';
COMMENT ON COLUMN feed_health.pending IS 'Entries that wait for their article.';
