INSERT INTO funds (id, org, kind, opens, until, closed, closed_through, last_day, below) VALUES ($1, $2, $3, $4, $5, NULL, $6, $6, $7)
