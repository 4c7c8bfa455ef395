CREATE VIEW name_candidate_articles AS
WITH latest_passes AS (
    SELECT article_id, revision, max(passes.load_seq) AS load_seq
    FROM passes
    ANTI JOIN undone_batches USING (load_seq)
    JOIN current_articles USING (article_id, revision)
    WHERE passes.step = 'resolve' AND passes.load_seq >= current_articles.load_seq
    GROUP BY article_id, revision
)
SELECT *
FROM name_candidates_history
SEMI JOIN latest_passes USING (article_id, revision, load_seq);

COMMENT ON VIEW name_candidate_articles IS 'Names that current articles use and the lexicon lacks, as of the latest pass of the lexicon.';
COMMENT ON COLUMN name_candidate_articles.name IS 'The name as the article writes it first.';
COMMENT ON COLUMN name_candidate_articles.kind IS 'defined (with its short or long form), apposition (also known as), acronym or capitalised (several words in capitals).';
COMMENT ON COLUMN name_candidate_articles.in_title IS 'Whether the first place is in the title.';
COMMENT ON COLUMN name_candidate_articles.start_char IS 'Where it begins first: characters of the text, or of the title where in_title.';
COMMENT ON COLUMN name_candidate_articles.entity_id IS 'The known entity that other_form names.';
COMMENT ON COLUMN name_candidate_articles.lexicon_version IS 'The version of the lexicon that lacks it.';
