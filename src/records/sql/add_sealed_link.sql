INSERT INTO sealed_links (record, n, hidden) VALUES ($1, $2, $3)
