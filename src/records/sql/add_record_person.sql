INSERT INTO record_persons (person, record) VALUES ($1, $2) ON CONFLICT DO NOTHING
