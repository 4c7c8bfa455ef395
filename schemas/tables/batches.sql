CREATE TABLE batches (
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    path VARCHAR,
    undoes VARCHAR,
    note VARCHAR NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    loaded_at TIMESTAMPTZ NOT NULL,
    namewire_version VARCHAR NOT NULL,
    rows BIGINT NOT NULL,
    feeds BIGINT NOT NULL,
    polls BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    outcomes BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    rejections BIGINT NOT NULL,
    pages BIGINT NOT NULL,
    articles BIGINT NOT NULL,
    article_urls BIGINT NOT NULL,
    credits BIGINT NOT NULL,
    mentions BIGINT NOT NULL,
    fingerprints BIGINT NOT NULL,
    passes BIGINT NOT NULL,
    copies BIGINT NOT NULL,
    stories BIGINT NOT NULL,
    story_members BIGINT NOT NULL,
    entities BIGINT NOT NULL,
    aliases BIGINT NOT NULL,
    name_candidates BIGINT,
    name_judgements BIGINT,
    removed_blocks BIGINT,
    furniture BIGINT,
    publishers BIGINT,
    quarantine BIGINT
);

COMMENT ON TABLE batches IS 'The ledger: one row a load, committed with the rows of the load.';
COMMENT ON COLUMN batches.batch_id IS 'SHA-256 of the staged file, or the name of a change of registry, lexicon or judgements, or of an undo.';
COMMENT ON COLUMN batches.load_seq IS 'The number of the load, from 1.';
COMMENT ON COLUMN batches.kind IS 'entries, articles, replay, registry, lexicon, judgements, furniture, quarantine or undo.';
COMMENT ON COLUMN batches.path IS 'The staged file.';
COMMENT ON COLUMN batches.undoes IS 'The batch whose rows this one hides.';
COMMENT ON COLUMN batches.note IS 'What a person wrote to it.';
COMMENT ON COLUMN batches.created_at IS 'When the batch was staged or ordered.';
COMMENT ON COLUMN batches.loaded_at IS 'When it was loaded.';
COMMENT ON COLUMN batches.namewire_version IS 'The version of Namewire that loaded it.';
COMMENT ON COLUMN batches.rows IS 'Rows that it added, in all tables.';
COMMENT ON COLUMN batches.feeds IS 'Rows that it added to feeds_history.';
COMMENT ON COLUMN batches.polls IS 'Rows that it added to polls.';
COMMENT ON COLUMN batches.entries IS 'Rows that it added to entries_history.';
COMMENT ON COLUMN batches.outcomes IS 'Rows that it added to outcomes.';
COMMENT ON COLUMN batches.attempts IS 'Rows that it added to attempts.';
COMMENT ON COLUMN batches.rejections IS 'Rows that it added to rejections.';
COMMENT ON COLUMN batches.pages IS 'Rows that it added to pages.';
COMMENT ON COLUMN batches.articles IS 'Rows that it added to articles_history.';
COMMENT ON COLUMN batches.article_urls IS 'Rows that it added to article_urls.';
COMMENT ON COLUMN batches.credits IS 'Rows that it added to credits_history.';
COMMENT ON COLUMN batches.mentions IS 'Rows that it added to mentions_history.';
COMMENT ON COLUMN batches.fingerprints IS 'Rows that it added to fingerprints_history.';
COMMENT ON COLUMN batches.passes IS 'Rows that it added to passes.';
COMMENT ON COLUMN batches.copies IS 'Rows that it added to copies_history.';
COMMENT ON COLUMN batches.stories IS 'Rows that it added to stories_history.';
COMMENT ON COLUMN batches.story_members IS 'Rows that it added to story_members_history.';
COMMENT ON COLUMN batches.entities IS 'Rows that it added to entities_history.';
COMMENT ON COLUMN batches.aliases IS 'Rows that it added to aliases_history.';
COMMENT ON COLUMN batches.name_candidates IS 'Rows that it added to name_candidates_history.';
COMMENT ON COLUMN batches.name_judgements IS 'Rows that it added to name_judgements_history.';
COMMENT ON COLUMN batches.removed_blocks IS 'Rows that it added to removed_blocks_history.';
COMMENT ON COLUMN batches.furniture IS 'Rows that it added to furniture_history.';
COMMENT ON COLUMN batches.publishers IS 'Rows that it added to publishers_history.';
COMMENT ON COLUMN batches.quarantine IS 'Rows that it added to quarantine_history.';
