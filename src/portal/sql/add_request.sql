INSERT INTO portal_requests (mark, record) VALUES ($1, $2) ON CONFLICT DO NOTHING
