SELECT org FROM persons WHERE id = $1
