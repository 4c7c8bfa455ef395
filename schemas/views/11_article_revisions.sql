CREATE VIEW article_revisions AS
WITH made AS (
    SELECT article_id, revision, fetched_at, modified_at, title, text
    FROM articles_history
    ANTI JOIN undone_batches USING (load_seq)
    -- Nearly all articles have one revision: they are left out before their texts are taken apart.
    SEMI JOIN (SELECT article_id FROM current_articles WHERE revision > 1) AS edited USING (article_id)
    QUALIFY row_number() OVER (PARTITION BY article_id, revision ORDER BY load_seq DESC) = 1
),
cut AS (
    SELECT
        *,
        list_filter(list_transform(string_split(text, chr(10)), lambda line: trim(line)), lambda line: line <> '')
            AS paragraphs
    FROM made
),
steps AS (
    SELECT
        *,
        lag(revision) OVER earlier AS previous_revision,
        lag(title) OVER earlier AS previous_title,
        lag(paragraphs) OVER earlier AS previous_paragraphs
    FROM cut
    WINDOW earlier AS (PARTITION BY article_id ORDER BY revision)
),
words AS (
    SELECT article_id, revision, word, count(*) AS times
    FROM (SELECT article_id, revision, unnest(string_split_regex(trim(text), '\s+')) AS word FROM made)
    WHERE word <> ''
    GROUP BY ALL
),
word_changes AS (
    SELECT
        steps.article_id,
        steps.revision,
        coalesce(words.times, 0) - coalesce(earlier.times, 0) AS change
    FROM steps
    JOIN (SELECT DISTINCT article_id, word FROM words) AS written USING (article_id)
    LEFT JOIN words
        ON words.article_id = steps.article_id AND words.revision = steps.revision AND words.word = written.word
    LEFT JOIN words AS earlier
        ON earlier.article_id = steps.article_id
        AND earlier.revision = steps.previous_revision
        AND earlier.word = written.word
),
word_sums AS (
    SELECT
        article_id,
        revision,
        coalesce(sum(change) FILTER (change > 0), 0)::BIGINT AS words_added,
        -coalesce(sum(change) FILTER (change < 0), 0)::BIGINT AS words_removed
    FROM word_changes
    GROUP BY article_id, revision
)
SELECT
    article_id,
    revision,
    previous_revision,
    fetched_at AS changed_at,
    modified_at,
    title,
    CASE WHEN title <> previous_title THEN previous_title END AS previous_title,
    list_filter(paragraphs, lambda line: NOT list_contains(previous_paragraphs, line)) AS paragraphs_added,
    list_filter(previous_paragraphs, lambda line: NOT list_contains(paragraphs, line)) AS paragraphs_removed,
    coalesce(words_added, 0) AS words_added,
    coalesce(words_removed, 0) AS words_removed
FROM steps
LEFT JOIN word_sums USING (article_id, revision)
WHERE previous_revision IS NOT NULL;

COMMENT ON VIEW article_revisions IS 'What was changed in articles: one row for each revision after the first; namewire diff shows it word by word.';
COMMENT ON COLUMN article_revisions.previous_revision IS 'The revision before it.';
COMMENT ON COLUMN article_revisions.changed_at IS 'When the changed text was fetched.';
COMMENT ON COLUMN article_revisions.title IS 'The headline of the revision.';
COMMENT ON COLUMN article_revisions.previous_title IS 'The headline before, where it was another.';
COMMENT ON COLUMN article_revisions.paragraphs_added IS 'Paragraphs that the revision before did not have, a changed one as it is now.';
COMMENT ON COLUMN article_revisions.paragraphs_removed IS 'Paragraphs that it no longer has, a changed one as it was.';
COMMENT ON COLUMN article_revisions.words_added IS 'Words that it has more often than before, wherever they stand.';
COMMENT ON COLUMN article_revisions.words_removed IS 'Words that it has less often than before.';
