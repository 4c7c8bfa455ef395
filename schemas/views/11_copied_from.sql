CREATE VIEW copied_from AS
SELECT
    copies.article_id,
    copies.of_article_id,
    copies.kind,
    copies.direction,
    copies.evidence,
    CASE
        WHEN copy.is_exact AND original.is_exact
            THEN date_diff('minute', original.printed_at, copy.printed_at)
    END AS delay_minutes
FROM copies
JOIN article_times AS copy ON copy.article_id = copies.article_id
JOIN article_times AS original ON original.article_id = copies.of_article_id
LEFT JOIN story_members AS placed ON placed.article_id = copies.of_article_id
QUALIFY row_number() OVER (
    PARTITION BY copies.article_id
    ORDER BY
        copies.kind = 'excerpt',
        placed.role IS NOT DISTINCT FROM 'origin' DESC,
        copies.direction = 'unknown',
        copies.containment DESC,
        original.printed_at,
        copies.of_article_id
) = 1;

COMMENT ON VIEW copied_from IS 'For each copy the one article that it was most likely taken from: the origin of its story before others, then where the direction is known, then the nearest text.';
COMMENT ON COLUMN copied_from.kind IS 'identical, truncated, excerpt, revised or rewritten.';
COMMENT ON COLUMN copied_from.direction IS 'What the direction rests on, or unknown.';
COMMENT ON COLUMN copied_from.evidence IS 'What was compared and what it showed.';
COMMENT ON COLUMN copied_from.delay_minutes IS 'Minutes between the two; NULL where one of them gives no time of day.';
