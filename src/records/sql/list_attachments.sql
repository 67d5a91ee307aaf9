SELECT id, record, name, media, size, hash, at, account, hidden FROM attachments WHERE record = $1 ORDER BY id LIMIT 500
