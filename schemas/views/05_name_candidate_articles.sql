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
