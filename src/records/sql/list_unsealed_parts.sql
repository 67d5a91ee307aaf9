SELECT id FROM records WHERE parent = $1 AND seal IS NULL ORDER BY id
