SELECT d.hash, EXISTS (SELECT 1 FROM attachments a WHERE a.hash = d.hash) AS used FROM dropped_files d
