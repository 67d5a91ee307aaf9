SELECT id FROM persons WHERE import = $1 ORDER BY id
