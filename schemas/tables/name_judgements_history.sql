CREATE TABLE name_judgements_history (
    judgement_id VARCHAR NOT NULL,
    judgement VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    entity_id VARCHAR,
    judged_on DATE,
    note VARCHAR NOT NULL,
    lexicon_version VARCHAR NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE name_judgements_history IS 'Judgements of curators on names, one set for each change of them; the view name_judgements shows those in force.';
COMMENT ON COLUMN name_judgements_history.judgement_id IS 'The number of the judgement, or the file that says so.';
COMMENT ON COLUMN name_judgements_history.judgement IS 'accepted (names the entity), denied (does not name the entity) or rejected (no name that is wanted).';
COMMENT ON COLUMN name_judgements_history.name IS 'The name that was judged.';
COMMENT ON COLUMN name_judgements_history.folded IS 'The name without case, accents and kinds of dash.';
COMMENT ON COLUMN name_judgements_history.entity_id IS 'The entity that it was judged to name or not to name.';
COMMENT ON COLUMN name_judgements_history.judged_on IS 'The day of the judgement.';
COMMENT ON COLUMN name_judgements_history.note IS 'What the curator wrote to it.';
COMMENT ON COLUMN name_judgements_history.lexicon_version IS 'The version of the lexicon in which it is in force.';
COMMENT ON COLUMN name_judgements_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN name_judgements_history.load_seq IS 'The number of that load, from 1; loads are in this order.';
