CREATE VIEW aliases AS
SELECT *
FROM aliases_history
SEMI JOIN entities USING (entity_id, load_seq);

COMMENT ON VIEW aliases IS 'Written names of entities: the current lexicon.';
