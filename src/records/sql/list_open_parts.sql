SELECT id, type FROM records WHERE parent = $1 AND closed IS NULL ORDER BY id
