CREATE VIEW entity_branches AS
WITH RECURSIVE branches AS (
    SELECT entity_id, entity_id AS branch_id, 0 AS depth
    FROM entities
    UNION ALL
    SELECT branches.entity_id, child.entity_id, branches.depth + 1
    FROM branches
    JOIN entities AS child ON child.parent_id = branches.branch_id
    -- A lexicon whose parents go in a circle must not hang a query.
    WHERE branches.depth < 16
)
SELECT entity_id, branch_id, min(depth) AS depth
FROM branches
GROUP BY entity_id, branch_id;

COMMENT ON VIEW entity_branches IS 'Every entity with itself and all its branches: join mentions on branch_id to roll up.';
COMMENT ON COLUMN entity_branches.entity_id IS 'The entity: a row of entities.';
COMMENT ON COLUMN entity_branches.branch_id IS 'The entity itself or one below it.';
COMMENT ON COLUMN entity_branches.depth IS '0 for the entity itself, 1 for its branches, and so on.';
