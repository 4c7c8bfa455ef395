CREATE VIEW publishers AS
WITH standing AS (
    SELECT * FROM publishers_history ANTI JOIN undone_batches USING (load_seq)
)
SELECT *
FROM standing
WHERE load_seq = (SELECT max(load_seq) FROM standing);

COMMENT ON VIEW publishers IS 'Publishers of the current registry, and which of them one owner has.';
