INSERT INTO seal_recoveries (record, recovery, wrapped) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
