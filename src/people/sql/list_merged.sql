SELECT id FROM persons WHERE merged_into = $1 ORDER BY id
