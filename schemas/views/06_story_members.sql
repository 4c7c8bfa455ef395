CREATE VIEW story_members AS
SELECT *
FROM story_members_history
ANTI JOIN undone_batches USING (load_seq)
SEMI JOIN current_articles USING (article_id)
QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY load_seq DESC) = 1;

COMMENT ON VIEW story_members IS 'Which story each article belongs to, and its place in it.';
