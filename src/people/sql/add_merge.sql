INSERT INTO person_merges (id, merged, survivor, at, account, reason) VALUES ($1, $2, $3, $4, $5, $6)
