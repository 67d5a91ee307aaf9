INSERT INTO seal_dismissals (record, account) VALUES ($1, $2) ON CONFLICT DO NOTHING
