CREATE VIEW copies AS
WITH relate_passes AS (
    SELECT article_id, max(load_seq) AS load_seq
    FROM passes
    ANTI JOIN undone_batches USING (load_seq)
    WHERE step = 'relate'
    GROUP BY article_id
)
SELECT copies_history.*
FROM copies_history
ANTI JOIN undone_batches USING (load_seq)
SEMI JOIN current_articles AS copy ON copy.article_id = copies_history.article_id
SEMI JOIN current_articles AS original ON original.article_id = copies_history.of_article_id
-- A later pass over either article has looked at the pair again, and says so itself where it still holds.
ANTI JOIN relate_passes AS later
    ON later.article_id = copies_history.article_id AND later.load_seq > copies_history.load_seq
ANTI JOIN relate_passes AS later_original
    ON later_original.article_id = copies_history.of_article_id AND later_original.load_seq > copies_history.load_seq;

COMMENT ON VIEW copies IS 'Which article is a copy of which, and how much of it.';
