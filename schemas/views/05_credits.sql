CREATE VIEW credits AS
SELECT *
FROM credits_history
SEMI JOIN current_articles USING (article_id, revision, load_seq);

COMMENT ON VIEW credits IS 'Who articles say they are from.';
