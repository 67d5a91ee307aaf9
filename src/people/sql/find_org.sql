SELECT org FROM persons WHERE id = $1 AND merged_into IS NULL AND erased IS NULL
