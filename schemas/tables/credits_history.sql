CREATE TABLE credits_history (
    article_id VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    role VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    url VARCHAR,
    evidence VARCHAR NOT NULL,
    start_char BIGINT,
    end_char BIGINT,
    entity_id VARCHAR,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE credits_history IS 'Who articles say they are from; the view credits shows those of the current revisions.';
COMMENT ON COLUMN credits_history.article_id IS 'The article: the hash of the link under which it was first seen.';
COMMENT ON COLUMN credits_history.revision IS 'The revision of the article, from 1.';
COMMENT ON COLUMN credits_history.role IS 'byline, agency, source, via or canonical.';
COMMENT ON COLUMN credits_history.name IS 'Who is credited.';
COMMENT ON COLUMN credits_history.url IS 'The address that the credit links to.';
COMMENT ON COLUMN credits_history.evidence IS 'The words, or the element, that say so.';
COMMENT ON COLUMN credits_history.start_char IS 'Where the evidence begins in articles.text, in characters; null where it stands outside of it.';
COMMENT ON COLUMN credits_history.end_char IS 'Where it ends.';
COMMENT ON COLUMN credits_history.entity_id IS 'The outlet of the lexicon that is credited, as the lexicon was when the article was made; null where it is unknown or a person.';
COMMENT ON COLUMN credits_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN credits_history.load_seq IS 'The number of that load, from 1; loads are in this order.';
