CREATE VIEW articles AS
SELECT *
FROM articles_history
SEMI JOIN current_articles USING (article_id, revision, load_seq);

COMMENT ON VIEW articles IS 'Articles: the current revision of each.';
