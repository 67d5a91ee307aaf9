SELECT id, hash, size FROM attachments ORDER BY id
