CREATE VIEW entities AS
WITH standing AS (
    SELECT * FROM entities_history ANTI JOIN undone_batches USING (load_seq)
)
SELECT *
FROM standing
WHERE load_seq = (SELECT max(load_seq) FROM standing)
    -- Longer strings that name none of ours are kept for what a change of them can touch.
    AND kind <> 'look-alike';

COMMENT ON VIEW entities IS 'What mentions name: the current lexicon.';
