CREATE VIEW ledger AS
SELECT outcome, reason, count(*) AS entries
FROM current_outcomes
GROUP BY outcome, reason
UNION ALL
SELECT 'pending', NULL, count(*)
FROM pending_entries;

COMMENT ON VIEW ledger IS 'Every entry and rejected item counted once, by what became of it; poll_ledger has the same by document.';
COMMENT ON COLUMN ledger.outcome IS 'loaded, revised, unchanged, duplicate, rejected or pending.';
COMMENT ON COLUMN ledger.reason IS 'Why, for a rejection.';
COMMENT ON COLUMN ledger.entries IS 'How many.';
