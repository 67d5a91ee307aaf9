SELECT id, org, name, sex, birth, phone FROM persons WHERE id = $1
