CREATE TABLE passes (
    article_id VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    step VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE passes IS 'Which step was last done to which revision by which load: rows of an earlier pass are not current.';
COMMENT ON COLUMN passes.article_id IS 'The article: the hash of the link under which it was first seen.';
COMMENT ON COLUMN passes.revision IS 'The revision of the article, from 1.';
COMMENT ON COLUMN passes.step IS 'extract, resolve or relate.';
COMMENT ON COLUMN passes.version IS 'The version of extractor, lexicon or matcher.';
COMMENT ON COLUMN passes.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN passes.load_seq IS 'The number of that load, from 1; loads are in this order.';
