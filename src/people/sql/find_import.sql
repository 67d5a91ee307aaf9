SELECT id, account, at, org, name, state, row_count, added FROM person_imports WHERE id = $1
