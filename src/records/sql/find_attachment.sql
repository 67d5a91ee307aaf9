SELECT id, record, name, media, size, hash, at, account FROM attachments WHERE id = $1
