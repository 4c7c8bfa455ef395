CREATE VIEW entity_daily AS
WITH counts AS (
    SELECT entity_id, day, count(DISTINCT article_id) AS articles, count(*) AS mentions
    FROM mentions
    JOIN article_days USING (article_id)
    WHERE entity_id IS NOT NULL
    GROUP BY entity_id, day
)
SELECT counts.entity_id, coalesce(entities.name, counts.entity_id) AS name, day, articles, mentions
FROM counts
LEFT JOIN entities USING (entity_id);

COMMENT ON VIEW entity_daily IS 'How often each entity was named on each day.';
COMMENT ON COLUMN entity_daily.name IS 'The canonical name of the entity.';
COMMENT ON COLUMN entity_daily.day IS 'The day in UTC.';
COMMENT ON COLUMN entity_daily.articles IS 'Articles that name it, copies included (entity_sources counts stories).';
COMMENT ON COLUMN entity_daily.mentions IS 'Places where it is named.';
