CREATE VIEW story_sources AS
WITH credited AS (
    SELECT article_id, list(role || ': ' || name ORDER BY role, name) AS credits FROM credits GROUP BY article_id
),
-- The origin, or else the first article with a time of day.
begun AS (
    SELECT story_id, printed_at
    FROM story_members
    JOIN article_times USING (article_id)
    WHERE is_exact
    QUALIFY row_number() OVER (PARTITION BY story_id ORDER BY role = 'origin' DESC, printed_at, article_id) = 1
)
SELECT
    story_members.story_id,
    story_members.article_id,
    story_members.role,
    articles.publisher,
    article_times.family,
    articles.url,
    articles.title,
    articles.published_at,
    articles.first_seen_at,
    CASE WHEN article_times.is_exact THEN date_diff('minute', begun.printed_at, article_times.printed_at) END
        AS delay_minutes,
    copied_from.kind AS copy_kind,
    copied_from.of_article_id AS copied_from,
    source.publisher AS copied_from_publisher,
    coalesce(credited.credits, []) AS credits
FROM story_members
JOIN articles USING (article_id)
JOIN article_times USING (article_id)
LEFT JOIN begun USING (story_id)
LEFT JOIN copied_from USING (article_id)
LEFT JOIN article_times AS source ON source.article_id = copied_from.of_article_id
LEFT JOIN credited USING (article_id);

COMMENT ON VIEW story_sources IS 'Who printed which story when, how long after whom, from whom it was copied and whom it credits.';
COMMENT ON COLUMN story_sources.role IS 'origin, copy, or member where the origin is unknown.';
COMMENT ON COLUMN story_sources.delay_minutes IS 'Minutes behind the origin, or behind the first where the origin is unknown; NULL where it gives no time of day.';
COMMENT ON COLUMN story_sources.copy_kind IS 'What kind of copy it is of that article.';
COMMENT ON COLUMN story_sources.copied_from IS 'The article that it was most likely taken from (copied_from has the evidence); NULL for an origin.';
COMMENT ON COLUMN story_sources.copied_from_publisher IS 'Whose article that is.';
COMMENT ON COLUMN story_sources.credits IS 'Role and name of each credit.';
