INSERT INTO funds (id, org, kind, opens, until, closed, closed_through) VALUES ($1, $2, $3, $4, $5, NULL, $6)
