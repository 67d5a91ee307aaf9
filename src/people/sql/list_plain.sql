SELECT id, phone FROM persons WHERE phone <> '' ORDER BY id LIMIT $1
