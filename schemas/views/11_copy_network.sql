CREATE VIEW copy_network AS
SELECT
    original.publisher AS from_publisher,
    copy.publisher AS to_publisher,
    count(*) AS copies,
    count(*) FILTER (copied_from.kind = 'identical') AS identical,
    count(*) FILTER (copied_from.kind = 'truncated') AS truncated,
    count(*) FILTER (copied_from.kind = 'rewritten') AS rewritten,
    count(*) FILTER (copied_from.kind = 'excerpt') AS excerpts,
    count(*) FILTER (copied_from.direction = 'unknown') AS unknown_direction,
    CAST(median(copied_from.delay_minutes) AS BIGINT) AS median_delay_minutes,
    min(copy.printed_at) AS first_at,
    max(copy.printed_at) AS last_at,
    coalesce(any_value(original.family) = any_value(copy.family), false) AS is_one_family
FROM copied_from
JOIN article_times AS copy ON copy.article_id = copied_from.article_id
JOIN article_times AS original ON original.article_id = copied_from.of_article_id
WHERE original.publisher <> copy.publisher
GROUP BY original.publisher, copy.publisher;

COMMENT ON VIEW copy_network IS 'Who copies whom: one row for each pair of publishers, each copy counted once, by the article that it was most likely taken from.';
COMMENT ON COLUMN copy_network.from_publisher IS 'Whose articles were copied.';
COMMENT ON COLUMN copy_network.to_publisher IS 'Who copied them.';
COMMENT ON COLUMN copy_network.copies IS 'How many articles it copied from there: the sum of the four kinds.';
COMMENT ON COLUMN copy_network.identical IS 'Whole copies.';
COMMENT ON COLUMN copy_network.truncated IS 'Copies that are cut.';
COMMENT ON COLUMN copy_network.rewritten IS 'Copies that are re-worded or re-ordered.';
COMMENT ON COLUMN copy_network.excerpts IS 'Quotations of length in articles of their own.';
COMMENT ON COLUMN copy_network.unknown_direction IS 'Copies of which it is not known who was first: here the later counts as the copy.';
COMMENT ON COLUMN copy_network.median_delay_minutes IS 'Median of the minutes between the two, where both give a time of day.';
COMMENT ON COLUMN copy_network.first_at IS 'When the first of the copies was printed.';
COMMENT ON COLUMN copy_network.last_at IS 'When the last of the copies was printed.';
COMMENT ON COLUMN copy_network.is_one_family IS 'Whether one owner has both publishers.';
