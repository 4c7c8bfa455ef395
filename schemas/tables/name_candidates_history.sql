CREATE TABLE name_candidates_history (
    article_id VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    occurrences BIGINT NOT NULL,
    in_title BOOLEAN NOT NULL,
    start_char BIGINT NOT NULL,
    quote VARCHAR NOT NULL,
    other_form VARCHAR,
    relation VARCHAR,
    entity_id VARCHAR,
    lexicon_version VARCHAR NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE name_candidates_history IS 'Names that articles use and the lexicon lacks, one set for each pass; the view name_candidate_articles shows the latest pass.';
COMMENT ON COLUMN name_candidates_history.article_id IS 'The article: the hash of the link under which it was first seen.';
COMMENT ON COLUMN name_candidates_history.revision IS 'The revision of the article, from 1.';
COMMENT ON COLUMN name_candidates_history.name IS 'The name as the article writes it first.';
COMMENT ON COLUMN name_candidates_history.folded IS 'The name without case, accents and kinds of dash: spellings of one name share it.';
COMMENT ON COLUMN name_candidates_history.kind IS 'defined (with its short or long form), apposition (also known as), acronym or capitalised (several words in capitals).';
COMMENT ON COLUMN name_candidates_history.occurrences IS 'How often the article writes it.';
COMMENT ON COLUMN name_candidates_history.in_title IS 'Whether the first place is in the title.';
COMMENT ON COLUMN name_candidates_history.start_char IS 'Where it begins first: characters of the text, or of the title where in_title.';
COMMENT ON COLUMN name_candidates_history.quote IS 'The words round the first place, at most 200 characters.';
COMMENT ON COLUMN name_candidates_history.other_form IS 'The name on the other side of the definition or apposition.';
COMMENT ON COLUMN name_candidates_history.relation IS 'same where other_form names the same thing, branch where it names what this is a branch of.';
COMMENT ON COLUMN name_candidates_history.entity_id IS 'The known entity that other_form names.';
COMMENT ON COLUMN name_candidates_history.lexicon_version IS 'The version of the lexicon that lacks it.';
COMMENT ON COLUMN name_candidates_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN name_candidates_history.load_seq IS 'The number of that load, from 1; loads are in this order.';
