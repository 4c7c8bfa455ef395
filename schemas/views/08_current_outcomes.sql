CREATE VIEW current_outcomes AS
SELECT version_outcomes.*
FROM version_outcomes
LEFT JOIN entries USING (entry_id)
-- An item that never became an entry has no version; an entry whose new version waits has no outcome.
WHERE entries.entry_id IS NULL OR entries.content_hash = version_outcomes.content_hash
QUALIFY row_number() OVER (
    PARTITION BY version_outcomes.entry_id ORDER BY version_outcomes.load_seq DESC, version_outcomes.decided_at DESC
) = 1;

COMMENT ON VIEW current_outcomes IS 'What became of each entry as it stands now, and of each rejected item; entries missing here are pending.';
