ALTER TABLE credits_history ADD COLUMN start_char BIGINT;
ALTER TABLE credits_history ADD COLUMN end_char BIGINT;
ALTER TABLE credits_history ADD COLUMN entity_id VARCHAR;

COMMENT ON COLUMN credits_history.start_char IS 'Where the evidence begins in articles.text, in characters; null where it stands outside of it.';
COMMENT ON COLUMN credits_history.end_char IS 'Where it ends.';
COMMENT ON COLUMN credits_history.entity_id IS 'The outlet of the lexicon that is credited, as the lexicon was when the article was made; null where it is unknown or a person.';
