INSERT INTO seal_votes (request, officer, approves, at, reason) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (request, officer) DO UPDATE
SET approves = excluded.approves, at = excluded.at, reason = excluded.reason
