CREATE TABLE story_members_history (
    story_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    batch_id VARCHAR NOT NULL,
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE story_members_history IS 'Places of articles in stories as of each load; the view story_members shows the current ones.';
COMMENT ON COLUMN story_members_history.story_id IS 'The story: a row of stories.';
COMMENT ON COLUMN story_members_history.article_id IS 'The article: the hash of the link under which it was first seen.';
COMMENT ON COLUMN story_members_history.role IS 'origin, copy, or member where the origin is unknown.';
COMMENT ON COLUMN story_members_history.batch_id IS 'The load that brought this row: a row of batches.';
COMMENT ON COLUMN story_members_history.load_seq IS 'The number of that load, from 1; loads are in this order.';
