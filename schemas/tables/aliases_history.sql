CREATE TABLE aliases_history (
    entity_id VARCHAR NOT NULL,
    alias VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    strength VARCHAR NOT NULL,
    case_rule VARCHAR NOT NULL,
    valid_from DATE,
    valid_to DATE,
    needs VARCHAR[] NOT NULL,
    source VARCHAR NOT NULL,
    licence VARCHAR,
    lexicon_version VARCHAR NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE aliases_history IS 'Written names of entities of each lexicon; the view aliases shows the current lexicon.';
COMMENT ON COLUMN aliases_history.entity_id IS 'The entity: a row of entities.';
COMMENT ON COLUMN aliases_history.alias IS 'The name as written.';
COMMENT ON COLUMN aliases_history.language IS 'Language or script of the name (BCP 47).';
COMMENT ON COLUMN aliases_history.strength IS 'strong, weak or ambiguous; the latter two count only with evidence.';
COMMENT ON COLUMN aliases_history.case_rule IS 'exact or any.';
COMMENT ON COLUMN aliases_history.valid_from IS 'The name means this entity from this day on.';
COMMENT ON COLUMN aliases_history.valid_to IS 'The name means this entity up to this day.';
COMMENT ON COLUMN aliases_history.needs IS 'Context words of which one must be near.';
COMMENT ON COLUMN aliases_history.source IS 'Who says so.';
COMMENT ON COLUMN aliases_history.licence IS 'The licence of an imported name; null where it is Namewire''s own.';
COMMENT ON COLUMN aliases_history.lexicon_version IS 'The version of the lexicon.';
COMMENT ON COLUMN aliases_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN aliases_history.load_seq IS 'The number of that load, from 1; loads are in this order.';
