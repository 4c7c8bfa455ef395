CREATE VIEW mentions AS
WITH latest_passes AS (
    SELECT article_id, revision, max(passes.load_seq) AS load_seq
    FROM passes
    ANTI JOIN undone_batches USING (load_seq)
    JOIN current_articles USING (article_id, revision)
    -- Offsets of a pass over an older text of the same revision point nowhere.
    WHERE passes.step = 'resolve' AND passes.load_seq >= current_articles.load_seq
    GROUP BY article_id, revision
)
SELECT *
FROM mentions_history
SEMI JOIN latest_passes USING (article_id, revision, load_seq);

COMMENT ON VIEW mentions IS 'Places in the current texts where entities are named, as of the latest pass of the lexicon.';
