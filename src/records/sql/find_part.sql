SELECT id FROM records WHERE parent = $1 AND type = $2 ORDER BY id LIMIT 1
