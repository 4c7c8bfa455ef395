CREATE VIEW entity_sources AS
WITH named AS (
    SELECT DISTINCT entity_id, article_id FROM mentions WHERE entity_id IS NOT NULL
)
SELECT
    named.entity_id,
    article_days.day,
    count(*) AS articles,
    count(DISTINCT coalesce(story_members.story_id, named.article_id)) AS stories,
    count(DISTINCT article_days.publisher) AS publishers,
    count(DISTINCT coalesce(publishers.family, article_days.publisher)) AS families
FROM named
JOIN article_days USING (article_id)
LEFT JOIN publishers ON publishers.publisher = article_days.publisher
LEFT JOIN story_members ON story_members.article_id = named.article_id
GROUP BY named.entity_id, article_days.day;

COMMENT ON VIEW entity_sources IS 'How many independent sources name each entity on each day: ten copies of one report are one story.';
COMMENT ON COLUMN entity_sources.day IS 'The day in UTC.';
COMMENT ON COLUMN entity_sources.articles IS 'Articles that name it.';
COMMENT ON COLUMN entity_sources.stories IS 'Stories of these articles: independent sources.';
COMMENT ON COLUMN entity_sources.publishers IS 'Publishers of these articles.';
COMMENT ON COLUMN entity_sources.families IS 'Owners of these publishers: a publisher of which no family is known is one by itself.';
