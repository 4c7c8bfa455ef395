CREATE TABLE article_urls (
    url VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE article_urls IS 'Addresses under which articles are known.';
COMMENT ON COLUMN article_urls.url IS 'An address, cleaned.';
COMMENT ON COLUMN article_urls.article_id IS 'The article.';
COMMENT ON COLUMN article_urls.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN article_urls.load_seq IS 'The number of that load, from 1; loads are in this order.';
