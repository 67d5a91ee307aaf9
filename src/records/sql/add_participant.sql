INSERT INTO participants (record, role, kind, who, day) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
