CREATE VIEW version_outcomes AS
SELECT *
FROM outcomes
ANTI JOIN undone_batches USING (load_seq)
QUALIFY row_number() OVER (PARTITION BY entry_id, content_hash ORDER BY load_seq DESC, decided_at DESC) = 1;

COMMENT ON VIEW version_outcomes IS 'The outcome of each version of an entry that was decided.';
