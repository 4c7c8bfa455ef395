CREATE VIEW completeness_by_publisher AS
SELECT
    publisher,
    count(*) AS articles,
    count(*) FILTER (completeness = 'full') AS "full",
    count(*) FILTER (completeness = 'truncated') AS truncated,
    count(*) FILTER (completeness = 'teaser') AS teaser,
    count(*) FILTER (completeness = 'paywalled') AS paywalled,
    count(*) FILTER (completeness = 'empty') AS empty,
    count(*) FILTER (completeness = 'not-an-article') AS not_an_article,
    count(*) FILTER (text_source = 'feed') AS from_feed,
    round(count(*) FILTER (completeness = 'full') / count(*), 3) AS full_share,
    CAST(median(word_count) AS BIGINT) AS median_words
FROM articles
GROUP BY publisher;

COMMENT ON VIEW completeness_by_publisher IS 'How whole the articles of each publisher are, judged by each page alone; article_completeness knows more.';
COMMENT ON COLUMN completeness_by_publisher.articles IS 'Its articles: the sum of the six kinds.';
COMMENT ON COLUMN completeness_by_publisher."full" IS 'Whole articles.';
COMMENT ON COLUMN completeness_by_publisher.truncated IS 'Articles that break off.';
COMMENT ON COLUMN completeness_by_publisher.teaser IS 'Pages that only announce an article.';
COMMENT ON COLUMN completeness_by_publisher.paywalled IS 'Articles that end at a paywall.';
COMMENT ON COLUMN completeness_by_publisher.empty IS 'Pages without text.';
COMMENT ON COLUMN completeness_by_publisher.not_an_article IS 'Home pages, consent walls, soft 404s, video pages.';
COMMENT ON COLUMN completeness_by_publisher.from_feed IS 'Articles whose text is the feed''s, since the page gave none.';
COMMENT ON COLUMN completeness_by_publisher.full_share IS 'full / articles.';
COMMENT ON COLUMN completeness_by_publisher.median_words IS 'The median length in words.';
