-- An undo can itself be undone, once; after that the batch is undone by a new undo.
CREATE VIEW undone_batches AS
SELECT undone.batch_id, undone.load_seq
FROM batches AS undone
SEMI JOIN (
    SELECT undo.undoes AS batch_id
    FROM batches AS undo
    ANTI JOIN batches AS redo ON redo.kind = 'undo' AND redo.undoes = undo.batch_id
    WHERE undo.kind = 'undo'
) AS standing USING (batch_id);

COMMENT ON VIEW undone_batches IS 'Loads that were undone: every view leaves their rows out.';
COMMENT ON COLUMN undone_batches.batch_id IS 'The load: a row of batches.';
COMMENT ON COLUMN undone_batches.load_seq IS 'Its number.';
