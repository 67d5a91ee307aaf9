SELECT merged_into FROM persons WHERE id = $1 AND merged_into IS NOT NULL
