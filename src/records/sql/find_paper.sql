SELECT id FROM attachments WHERE record = $1 LIMIT 1
