CREATE TABLE fingerprints_history (
    article_id VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    published_on DATE NOT NULL,
    hash UBIGINT NOT NULL,
    tokens BIGINT NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE fingerprints_history IS 'Kept hashes of word n-grams (FracMinHash); the view fingerprints shows those of the current revisions.';
COMMENT ON COLUMN fingerprints_history.article_id IS 'The article: the hash of the link under which it was first seen.';
COMMENT ON COLUMN fingerprints_history.revision IS 'The revision of the article, from 1.';
COMMENT ON COLUMN fingerprints_history.published_on IS 'The day that bounds the search for copies.';
COMMENT ON COLUMN fingerprints_history.hash IS 'One kept hash.';
COMMENT ON COLUMN fingerprints_history.tokens IS 'Tokens of the whole text.';
COMMENT ON COLUMN fingerprints_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN fingerprints_history.load_seq IS 'The number of that load, from 1; loads are in this order.';
