CREATE VIEW name_candidates AS
WITH placed AS (
    SELECT
        name_candidate_articles.*,
        article_days.publisher,
        article_days.day,
        coalesce(story_members.story_id, article_id) AS story_id,
        list_position(['defined', 'apposition', 'acronym', 'capitalised'], kind) AS rank
    FROM name_candidate_articles
    JOIN article_days USING (article_id)
    LEFT JOIN story_members USING (article_id)
),
spellings AS (
    SELECT folded, name
    FROM placed
    GROUP BY folded, name
    QUALIFY row_number() OVER (PARTITION BY folded ORDER BY sum(occurrences) DESC, name) = 1
),
suggested AS (
    SELECT folded, entity_id
    FROM placed
    WHERE entity_id IS NOT NULL
    GROUP BY folded, entity_id
    QUALIFY row_number() OVER (PARTITION BY folded ORDER BY count(*) DESC, entity_id) = 1
),
shown AS (
    SELECT folded, article_id, quote, kind
    FROM placed
    QUALIFY row_number() OVER (PARTITION BY folded ORDER BY rank, day, article_id) = 1
),
judged AS (
    SELECT folded, min(judgement) AS judgement
    FROM name_judgements
    WHERE judgement <> 'denied'
    GROUP BY folded
),
counted AS (
    SELECT
        folded,
        count(*) AS articles,
        count(DISTINCT publisher) AS publishers,
        count(DISTINCT story_id) AS stories,
        CAST(sum(occurrences) AS BIGINT) AS occurrences,
        min(day) AS first_seen,
        max(day) AS last_seen,
        coalesce(
            list(DISTINCT other_form ORDER BY other_form) FILTER (other_form IS NOT NULL), CAST([] AS VARCHAR[])
        ) AS other_forms
    FROM placed
    GROUP BY folded
)
SELECT
    spellings.name,
    folded,
    shown.kind,
    round(
        CASE WHEN shown.kind IN ('defined', 'apposition') THEN 10 ELSE 0 END + 2 * ln(publishers) + ln(stories), 2
    ) AS score,
    articles,
    publishers,
    stories,
    occurrences,
    first_seen,
    last_seen,
    other_forms,
    suggested.entity_id,
    judged.judgement,
    shown.quote AS example,
    shown.article_id AS example_article_id
FROM counted
JOIN spellings USING (folded)
JOIN shown USING (folded)
LEFT JOIN suggested USING (folded)
LEFT JOIN judged USING (folded);

COMMENT ON VIEW name_candidates IS 'Names that current articles use and the lexicon lacks, over all articles; order by score DESC for the most useful.';
COMMENT ON COLUMN name_candidates.name IS 'Its most frequent spelling.';
COMMENT ON COLUMN name_candidates.kind IS 'The best evidence in any article: defined, apposition, acronym or capitalised.';
COMMENT ON COLUMN name_candidates.score IS 'How much speaks for it: 10 where a text defines it, then publishers, then stories, on a scale of logarithms.';
COMMENT ON COLUMN name_candidates.articles IS 'Articles that use it, copies included.';
COMMENT ON COLUMN name_candidates.publishers IS 'Publishers of these articles.';
COMMENT ON COLUMN name_candidates.stories IS 'Stories of these articles: copies count once.';
COMMENT ON COLUMN name_candidates.occurrences IS 'How often it is written in them.';
COMMENT ON COLUMN name_candidates.first_seen IS 'The day of the first such article, in UTC.';
COMMENT ON COLUMN name_candidates.last_seen IS 'The day of the last such article, in UTC.';
COMMENT ON COLUMN name_candidates.other_forms IS 'What definitions and appositions have on their other side.';
COMMENT ON COLUMN name_candidates.entity_id IS 'The known entity that other_forms name most often: what it may be another name or a branch of.';
COMMENT ON COLUMN name_candidates.judgement IS 'accepted or rejected, where a curator judged it; accepted names leave with the next replay.';
COMMENT ON COLUMN name_candidates.example IS 'The words round it in one article.';
COMMENT ON COLUMN name_candidates.example_article_id IS 'That article.';
