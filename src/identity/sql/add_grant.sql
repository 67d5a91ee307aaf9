INSERT INTO grants (account, role, org) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
