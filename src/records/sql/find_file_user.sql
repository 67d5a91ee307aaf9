SELECT id FROM attachments WHERE hash = $1 LIMIT 1
