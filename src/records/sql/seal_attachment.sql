UPDATE attachments SET name = $2, size = $3, hash = $4, hidden = $5 WHERE id = $1
