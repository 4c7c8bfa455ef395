CREATE TABLE mentions_history (
    article_id VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    start_char BIGINT NOT NULL,
    end_char BIGINT NOT NULL,
    surface VARCHAR NOT NULL,
    entity_id VARCHAR,
    alias VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    in_title BOOLEAN NOT NULL,
    candidates VARCHAR[] NOT NULL,
    lexicon_version VARCHAR NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE mentions_history IS 'Places where entities are named, one set for each pass; the view mentions shows the latest pass.';
COMMENT ON COLUMN mentions_history.article_id IS 'The article: the hash of the link under which it was first seen.';
COMMENT ON COLUMN mentions_history.revision IS 'The revision of the article, from 1.';
COMMENT ON COLUMN mentions_history.start_char IS 'Where it begins: characters of the text, or of the title where in_title.';
COMMENT ON COLUMN mentions_history.end_char IS 'Where it ends, exclusive.';
COMMENT ON COLUMN mentions_history.surface IS 'The words as they stand.';
COMMENT ON COLUMN mentions_history.entity_id IS 'The entity named; NULL where the evidence is missing.';
COMMENT ON COLUMN mentions_history.alias IS 'The alias of the lexicon that matched.';
COMMENT ON COLUMN mentions_history.rule IS 'The rule that decided.';
COMMENT ON COLUMN mentions_history.evidence IS 'What the rule saw.';
COMMENT ON COLUMN mentions_history.in_title IS 'Whether the place is in the title.';
COMMENT ON COLUMN mentions_history.candidates IS 'Who it may be, where entity_id is NULL.';
COMMENT ON COLUMN mentions_history.lexicon_version IS 'The version of the lexicon.';
COMMENT ON COLUMN mentions_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN mentions_history.load_seq IS 'The number of that load, from 1; loads are in this order.';
