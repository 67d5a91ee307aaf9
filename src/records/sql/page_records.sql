SELECT id, type, org, state, subject_person, subject_org, title, opened, due, closed, version, fields, created_by, created_at, once_key,
       parent, sender, seal, hidden
FROM records WHERE id > $1 ORDER BY id LIMIT $2
