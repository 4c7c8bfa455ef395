ALTER TABLE copies_history
ADD COLUMN IF NOT EXISTS spans STRUCT(start_char BIGINT, end_char BIGINT, of_start_char BIGINT, of_end_char BIGINT)[];

COMMENT ON COLUMN copies_history.spans IS 'The passages that both have: characters of the copy''s text, and of the other''s; ends are excluded. Null for relations from before they were kept.';
