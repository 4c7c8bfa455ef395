CREATE VIEW story_sources AS
WITH credited AS (
    SELECT article_id, list(role || ': ' || name ORDER BY role, name) AS credits FROM credits GROUP BY article_id
)
SELECT
    story_members.story_id,
    story_members.article_id,
    story_members.role,
    articles.publisher,
    articles.url,
    articles.title,
    articles.published_at,
    articles.first_seen_at,
    coalesce(credited.credits, []) AS credits
FROM story_members
JOIN articles USING (article_id)
LEFT JOIN credited USING (article_id);

COMMENT ON VIEW story_sources IS 'Who printed which story when, and whom they credit.';
COMMENT ON COLUMN story_sources.credits IS 'Role and name of each credit.';
