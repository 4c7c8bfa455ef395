CREATE VIEW entities AS
WITH standing AS (
    SELECT * FROM entities_history ANTI JOIN undone_batches USING (load_seq)
)
SELECT *
FROM standing
WHERE load_seq = (SELECT max(load_seq) FROM standing);

COMMENT ON VIEW entities IS 'What mentions name: the current lexicon.';
