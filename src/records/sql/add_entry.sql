INSERT INTO timeline (record, n, at, day, account, action, from_state, to_state, due, note, changes, added, deadlines, hidden)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
