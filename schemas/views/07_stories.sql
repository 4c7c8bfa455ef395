CREATE VIEW stories AS
WITH latest AS (
    SELECT *
    FROM stories_history
    ANTI JOIN undone_batches USING (load_seq)
    QUALIFY row_number() OVER (PARTITION BY story_id ORDER BY load_seq DESC) = 1
),
members AS (
    SELECT story_id, count(*) AS articles, count(DISTINCT publisher) AS publishers, list(article_id) AS article_ids
    FROM story_members
    JOIN articles USING (article_id)
    GROUP BY story_id
)
SELECT
    latest.story_id,
    CASE WHEN list_contains(members.article_ids, latest.origin_article_id) THEN latest.origin_article_id END
        AS origin_article_id,
    members.articles,
    members.publishers,
    latest.evidence,
    latest.batch_id,
    latest.load_seq
FROM latest
JOIN members USING (story_id);

COMMENT ON VIEW stories IS 'Articles joined by copying; an article without copies is a story of one.';
