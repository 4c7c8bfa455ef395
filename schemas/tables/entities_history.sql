CREATE TABLE entities_history (
    entity_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    parent_id VARCHAR,
    successor_of VARCHAR,
    succeeded_on DATE,
    wikidata_id VARCHAR,
    founded DATE,
    ended DATE,
    lexicon_version VARCHAR NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE entities_history IS 'Entities of each lexicon that was loaded; the view entities shows the current lexicon.';
COMMENT ON COLUMN entities_history.entity_id IS 'The entity: a stable slug.';
COMMENT ON COLUMN entities_history.name IS 'Its canonical name.';
COMMENT ON COLUMN entities_history.kind IS 'What it is: group, person, place, organisation, …';
COMMENT ON COLUMN entities_history.parent_id IS 'The entity that it is a branch of.';
COMMENT ON COLUMN entities_history.successor_of IS 'The entity that it followed.';
COMMENT ON COLUMN entities_history.succeeded_on IS 'When it did.';
COMMENT ON COLUMN entities_history.wikidata_id IS 'Its Wikidata item.';
COMMENT ON COLUMN entities_history.founded IS 'When it began.';
COMMENT ON COLUMN entities_history.ended IS 'When it ended.';
COMMENT ON COLUMN entities_history.lexicon_version IS 'The version of the lexicon.';
COMMENT ON COLUMN entities_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN entities_history.load_seq IS 'The number of that load, from 1; loads are in this order.';
