CREATE VIEW feeds AS
WITH standing AS (
    SELECT * FROM feeds_history ANTI JOIN undone_batches USING (load_seq)
)
SELECT *
FROM standing
WHERE load_seq = (SELECT max(load_seq) FROM standing);

COMMENT ON VIEW feeds IS 'Configured feeds: the current registry.';
