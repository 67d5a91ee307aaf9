SELECT id, record, name, media, size, hash, at, account, hidden FROM attachments WHERE id = $1
