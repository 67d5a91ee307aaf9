INSERT INTO records (id, type, org, state, subject_person, subject_org, title, opened, due, closed, version, fields, created_by,
                     created_at, once_key, parent, sender, seal, hidden)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12, $13, $14, $15, $16, $17, $18)
