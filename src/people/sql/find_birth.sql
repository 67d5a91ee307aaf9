SELECT birth FROM persons WHERE id = $1
