CREATE VIEW fingerprints AS
SELECT *
FROM fingerprints_history
SEMI JOIN current_articles USING (article_id, revision, load_seq);

COMMENT ON VIEW fingerprints IS 'Kept hashes of the word n-grams of articles (FracMinHash).';
