UPDATE records SET state = $2, title = $3, due = $4, closed = $5, version = version + 1, fields = $6, once_key = $7, seal = $8, hidden = $9,
                   subject_person = $10, subject_org = $11
WHERE id = $1 AND version = $12
