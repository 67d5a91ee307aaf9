INSERT INTO record_links (record, other, kind) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
