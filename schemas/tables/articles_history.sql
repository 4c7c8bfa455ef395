CREATE TABLE articles_history (
    article_id VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    url VARCHAR NOT NULL,
    canonical_url VARCHAR,
    publisher VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    raw_title VARCHAR NOT NULL,
    title_source VARCHAR,
    authors VARCHAR[] NOT NULL,
    authors_source VARCHAR,
    published_at TIMESTAMPTZ,
    published VARCHAR,
    raw_published VARCHAR,
    published_source VARCHAR,
    modified_at TIMESTAMPTZ,
    raw_modified VARCHAR,
    modified_source VARCHAR,
    language VARCHAR,
    language_source VARCHAR,
    site_name VARCHAR,
    section VARCHAR,
    image_url VARCHAR,
    text VARCHAR NOT NULL,
    word_count BIGINT NOT NULL,
    completeness VARCHAR NOT NULL,
    completeness_reason VARCHAR NOT NULL,
    text_source VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    feed_id VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    page_id VARCHAR,
    first_seen_at TIMESTAMPTZ NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL,
    notes VARCHAR[] NOT NULL,
    dateline VARCHAR,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE articles_history IS 'Revisions of articles; the view articles shows the current one of each.';
COMMENT ON COLUMN articles_history.article_id IS 'The article: the hash of the link under which it was first seen.';
COMMENT ON COLUMN articles_history.revision IS 'The revision of the article, from 1.';
COMMENT ON COLUMN articles_history.url IS 'The address of the article as fetched.';
COMMENT ON COLUMN articles_history.canonical_url IS 'The address that the page gives itself.';
COMMENT ON COLUMN articles_history.publisher IS 'Who published it: the feed''s publisher.';
COMMENT ON COLUMN articles_history.title IS 'The headline as plain text.';
COMMENT ON COLUMN articles_history.raw_title IS 'The headline as the page has it.';
COMMENT ON COLUMN articles_history.title_source IS 'Where the headline came from: h1, h2, json-ld, microdata, meta:<name>, title or feed.';
COMMENT ON COLUMN articles_history.authors IS 'The people who wrote it; organisations are in credits.';
COMMENT ON COLUMN articles_history.authors_source IS 'Where the authors came from: json-ld, meta:<name>, a marked byline (itemprop, rel, name, class, profile), text, line or feed.';
COMMENT ON COLUMN articles_history.published_at IS 'When it was published, in UTC; midnight for a bare date.';
COMMENT ON COLUMN articles_history.published IS 'The same with the offset that the page gave, or a bare date.';
COMMENT ON COLUMN articles_history.raw_published IS 'The date as written.';
COMMENT ON COLUMN articles_history.published_source IS 'Where the date came from: json-ld, meta:<name>, microdata, feed, url, script or text; null where it is outside the window or none is given.';
COMMENT ON COLUMN articles_history.modified_at IS 'When the page says that it was last changed.';
COMMENT ON COLUMN articles_history.raw_modified IS 'The time of the last change as written.';
COMMENT ON COLUMN articles_history.modified_source IS 'Where the time of the last change came from: json-ld, microdata or meta:<name>; null where it is outside the window or none is given.';
COMMENT ON COLUMN articles_history.language IS 'Language of the text (BCP 47).';
COMMENT ON COLUMN articles_history.language_source IS 'Where the language came from: html, json-ld, meta or feed as declared; words or script where these contradict the tag or there is none.';
COMMENT ON COLUMN articles_history.site_name IS 'What the page calls its site.';
COMMENT ON COLUMN articles_history.section IS 'The part of the site that the page says it stands in.';
COMMENT ON COLUMN articles_history.image_url IS 'The picture that the page is shared with.';
COMMENT ON COLUMN articles_history.text IS 'The text without repeated headline, attribution lines, tails, notices and furniture, which stand in removed_blocks.';
COMMENT ON COLUMN articles_history.word_count IS 'Words of the text.';
COMMENT ON COLUMN articles_history.completeness IS 'full, truncated, teaser, paywalled, empty or not-an-article.';
COMMENT ON COLUMN articles_history.completeness_reason IS 'Why it is thought so.';
COMMENT ON COLUMN articles_history.text_source IS 'page, or feed where the page gave no text.';
COMMENT ON COLUMN articles_history.text_hash IS 'Hash of the text, folded; another hash or another title is another revision.';
COMMENT ON COLUMN articles_history.feed_id IS 'The feed: a row of feeds.';
COMMENT ON COLUMN articles_history.entry_id IS 'The entry through which this revision came.';
COMMENT ON COLUMN articles_history.page_id IS 'The page that it was made from: a row of pages.';
COMMENT ON COLUMN articles_history.first_seen_at IS 'When a poll first saw the article.';
COMMENT ON COLUMN articles_history.fetched_at IS 'When this revision was fetched.';
COMMENT ON COLUMN articles_history.notes IS 'What was odd and how it was taken, in words.';
COMMENT ON COLUMN articles_history.dateline IS 'Place, day and agency that the text opens with; neither compared nor searched. Empty where there is none, NULL of rows from before it was kept.';
COMMENT ON COLUMN articles_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN articles_history.load_seq IS 'The number of that load, from 1; loads are in this order.';
