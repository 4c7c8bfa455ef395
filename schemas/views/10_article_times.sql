CREATE VIEW article_times AS
SELECT
    articles.article_id,
    articles.publisher,
    publishers.family,
    coalesce(articles.published_at, articles.first_seen_at) AS printed_at,
    -- `published` is a bare date or RFC 3339: ten characters have no time of day.
    coalesce(articles.published_at IS NOT NULL AND len(articles.published) > 10, false) AS is_exact
FROM articles
LEFT JOIN publishers USING (publisher);

COMMENT ON VIEW article_times IS 'When each article was printed, and by whom: what delays are counted from.';
COMMENT ON COLUMN article_times.printed_at IS 'When it was published, in UTC, or else first seen.';
COMMENT ON COLUMN article_times.is_exact IS 'Whether the page or feed gave a time of day; only between such articles is a delay told.';
