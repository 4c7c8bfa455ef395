CREATE VIEW removed_blocks AS
SELECT *
FROM removed_blocks_history
SEMI JOIN current_articles USING (article_id, revision, load_seq);

COMMENT ON VIEW removed_blocks IS 'Words that were taken off the current texts, as what they were, each with its place.';
