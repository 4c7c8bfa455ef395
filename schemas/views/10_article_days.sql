CREATE VIEW article_days AS
SELECT
    article_id,
    publisher,
    CAST(coalesce(published_at, first_seen_at) AT TIME ZONE 'UTC' AS DATE) AS day
FROM articles;

COMMENT ON VIEW article_days IS 'The day of each article.';
COMMENT ON COLUMN article_days.day IS 'The day in UTC on which it was published, or else first seen.';
