CREATE VIEW article_completeness AS
WITH pairs AS (
    SELECT article_id, of_article_id AS other_article_id, kind, containment AS share FROM copies
    UNION ALL
    SELECT of_article_id, article_id, kind, containment_of FROM copies
),
-- Nearly all of it stands in another article that is longer by a quarter, from whichever of the two it was taken.
fuller AS (
    SELECT
        pairs.article_id,
        other.article_id AS fuller_article_id,
        other.publisher AS fuller_publisher,
        other.url AS fuller_url,
        other.word_count - own.word_count AS missing_words,
        pairs.share
    FROM pairs
    JOIN articles AS own ON own.article_id = pairs.article_id
    JOIN articles AS other ON other.article_id = pairs.other_article_id
    WHERE pairs.kind <> 'excerpt' AND pairs.share >= 0.8 AND other.word_count >= 1.25 * own.word_count
    QUALIFY row_number() OVER (
        PARTITION BY pairs.article_id ORDER BY other.word_count DESC, pairs.share DESC, other.article_id
    ) = 1
),
repeated AS (
    SELECT publisher, text_hash, count(*) AS addresses
    FROM articles
    WHERE word_count > 0
    GROUP BY publisher, text_hash
    HAVING count(*) >= 3
)
SELECT
    articles.article_id,
    articles.publisher,
    articles.url,
    articles.title,
    articles.word_count,
    articles.completeness AS page_verdict,
    CASE
        WHEN repeated.addresses IS NOT NULL AND articles.word_count < 150 THEN 'not-an-article'
        WHEN articles.completeness <> 'full' THEN articles.completeness
        WHEN fuller.article_id IS NOT NULL THEN 'truncated'
        ELSE 'full'
    END AS verdict,
    CASE
        WHEN repeated.addresses IS NOT NULL
            THEN 'the same text at ' || repeated.addresses || ' addresses of the publisher'
        WHEN articles.completeness <> 'full' THEN articles.completeness_reason
        WHEN fuller.article_id IS NOT NULL
            THEN round(100 * fuller.share)::INTEGER || ' % of it stands in an article that has '
                || fuller.missing_words || ' words more'
        ELSE articles.completeness_reason
    END AS reason,
    fuller.fuller_article_id,
    fuller.fuller_publisher,
    fuller.fuller_url,
    fuller.missing_words,
    coalesce(repeated.addresses, 1) AS same_text_addresses
FROM articles
LEFT JOIN fuller USING (article_id)
LEFT JOIN repeated ON repeated.publisher = articles.publisher AND repeated.text_hash = articles.text_hash;

COMMENT ON VIEW article_completeness IS 'How whole each article is, with what only the whole warehouse can tell: a fuller copy elsewhere, one text at many addresses.';
COMMENT ON COLUMN article_completeness.page_verdict IS 'What its page alone tells: articles.completeness.';
COMMENT ON COLUMN article_completeness.verdict IS 'The same, but truncated where a fuller copy is known, and not-an-article where a short text stands at three addresses of its publisher or more (consent page, soft 404).';
COMMENT ON COLUMN article_completeness.reason IS 'Why it is thought so.';
COMMENT ON COLUMN article_completeness.fuller_article_id IS 'The longest article that holds at least 80 % of it and a quarter more words: where to read on.';
COMMENT ON COLUMN article_completeness.fuller_publisher IS 'Who printed that.';
COMMENT ON COLUMN article_completeness.fuller_url IS 'Its address.';
COMMENT ON COLUMN article_completeness.missing_words IS 'How many words it has more.';
COMMENT ON COLUMN article_completeness.same_text_addresses IS 'At how many articles of its publisher the same text stands, where these are three or more; else 1.';
