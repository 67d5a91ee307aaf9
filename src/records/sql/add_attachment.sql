INSERT INTO attachments (id, record, name, media, size, hash, at, account, hidden) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
