CREATE TABLE load_fence (
    load_seq BIGINT NOT NULL
);

COMMENT ON TABLE load_fence IS 'One row that every load changes, so that two loads at once cannot both commit.';
COMMENT ON COLUMN load_fence.load_seq IS 'The number of the last load, or of the last change of the views.';
