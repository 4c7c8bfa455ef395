CREATE TABLE schema_version (
    step BIGINT NOT NULL,
    version BIGINT NOT NULL,
    views_hash VARCHAR NOT NULL,
    namewire_version VARCHAR NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL
);

COMMENT ON TABLE schema_version IS 'Which versions of tables and views were put in place, and when; the last step counts.';
COMMENT ON COLUMN schema_version.step IS 'The order of the changes, from 1: a clock may go back.';
COMMENT ON COLUMN schema_version.version IS 'The version of the tables: 1, or the number of the last migration.';
COMMENT ON COLUMN schema_version.views_hash IS 'SHA-256 of the SQL of the views.';
COMMENT ON COLUMN schema_version.namewire_version IS 'The version of Namewire that put them in place.';
COMMENT ON COLUMN schema_version.applied_at IS 'When it did.';
