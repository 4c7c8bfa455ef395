CREATE VIEW current_articles AS
SELECT article_id, revision, load_seq
FROM articles_history
ANTI JOIN undone_batches USING (load_seq)
QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY revision DESC, load_seq DESC) = 1;

COMMENT ON VIEW current_articles IS 'Which revision of each article is current, and which load made it.';
COMMENT ON COLUMN current_articles.article_id IS 'The article.';
COMMENT ON COLUMN current_articles.revision IS 'Its current revision.';
COMMENT ON COLUMN current_articles.load_seq IS 'The load that made it.';
