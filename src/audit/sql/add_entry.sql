INSERT INTO journal (seq, at, account, org, county, action, target, content_hash, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
