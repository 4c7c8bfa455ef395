ALTER TABLE articles_history ADD COLUMN IF NOT EXISTS title_source VARCHAR;
ALTER TABLE articles_history ADD COLUMN IF NOT EXISTS authors_source VARCHAR;
ALTER TABLE articles_history ADD COLUMN IF NOT EXISTS raw_modified VARCHAR;
ALTER TABLE articles_history ADD COLUMN IF NOT EXISTS modified_source VARCHAR;
ALTER TABLE articles_history ADD COLUMN IF NOT EXISTS language_source VARCHAR;
ALTER TABLE articles_history ADD COLUMN IF NOT EXISTS site_name VARCHAR;
ALTER TABLE articles_history ADD COLUMN IF NOT EXISTS section VARCHAR;
ALTER TABLE articles_history ADD COLUMN IF NOT EXISTS image_url VARCHAR;

COMMENT ON COLUMN articles_history.title_source IS 'Where the headline came from: h1, h2, json-ld, microdata, meta:<name>, title or feed.';
COMMENT ON COLUMN articles_history.authors_source IS 'Where the authors came from: json-ld, meta:<name>, a marked byline (itemprop, rel, name, class, profile), text, line or feed.';
COMMENT ON COLUMN articles_history.raw_modified IS 'The time of the last change as written.';
COMMENT ON COLUMN articles_history.modified_source IS 'Where the time of the last change came from: json-ld, microdata or meta:<name>; null where it is outside the window or none is given.';
COMMENT ON COLUMN articles_history.language_source IS 'Where the language came from: html, json-ld, meta or feed as declared; words or script where these contradict the tag or there is none.';
COMMENT ON COLUMN articles_history.site_name IS 'What the page calls its site.';
COMMENT ON COLUMN articles_history.section IS 'The part of the site that the page says it stands in.';
COMMENT ON COLUMN articles_history.image_url IS 'The picture that the page is shared with.';
COMMENT ON COLUMN articles_history.published_source IS 'Where the date came from: json-ld, meta:<name>, microdata, feed, url, script or text; null where it is outside the window or none is given.';
COMMENT ON COLUMN articles_history.authors IS 'The people who wrote it; organisations are in credits.';
