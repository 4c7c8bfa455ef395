CREATE VIEW entries AS
WITH latest AS (
    SELECT entry_id, version, load_seq
    FROM entries_history
    ANTI JOIN undone_batches USING (load_seq)
    QUALIFY row_number() OVER (PARTITION BY entry_id ORDER BY version DESC, load_seq DESC) = 1
)
SELECT *
FROM entries_history
SEMI JOIN latest USING (entry_id, version, load_seq);

COMMENT ON VIEW entries IS 'Entries of feeds: the latest version of each.';
