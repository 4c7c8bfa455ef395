CREATE VIEW furniture AS
SELECT *
FROM furniture_history
ANTI JOIN undone_batches USING (load_seq)
QUALIFY row_number() OVER (PARTITION BY publisher, block_hash ORDER BY load_seq DESC) = 1;

COMMENT ON VIEW furniture IS 'Blocks that recur on the pages of a publisher, as they were last counted, and whether texts leave them out.';
