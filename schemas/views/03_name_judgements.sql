CREATE VIEW name_judgements AS
SELECT *
FROM name_judgements_history
-- The last change may have left none: the ledger knows of it, the table does not.
WHERE load_seq = (
    SELECT max(batches.load_seq) FROM batches ANTI JOIN undone_batches USING (load_seq) WHERE kind = 'judgements'
);

COMMENT ON VIEW name_judgements IS 'Judgements of curators on names that are in force.';
