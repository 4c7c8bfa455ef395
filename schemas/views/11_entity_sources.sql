CREATE VIEW entity_sources AS
WITH named AS (
    SELECT DISTINCT entity_id, article_id FROM mentions WHERE entity_id IS NOT NULL
)
SELECT
    entity_id,
    day,
    count(*) AS articles,
    count(DISTINCT coalesce(story_id, article_id)) AS stories
FROM named
JOIN article_days USING (article_id)
LEFT JOIN story_members USING (article_id)
GROUP BY entity_id, day;

COMMENT ON VIEW entity_sources IS 'How many independent sources name each entity on each day: ten copies of one report are one story.';
COMMENT ON COLUMN entity_sources.day IS 'The day in UTC.';
COMMENT ON COLUMN entity_sources.articles IS 'Articles that name it.';
COMMENT ON COLUMN entity_sources.stories IS 'Stories of these articles: independent sources.';
