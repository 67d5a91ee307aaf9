INSERT INTO seal_members (record, account, pair, wrapped, until) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (record, account) DO UPDATE SET pair = excluded.pair, wrapped = excluded.wrapped, until = excluded.until
