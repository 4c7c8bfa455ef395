ALTER TABLE aliases_history ADD COLUMN licence VARCHAR;

COMMENT ON COLUMN aliases_history.licence IS 'The licence of an imported name; null where it is Namewire''s own.';
