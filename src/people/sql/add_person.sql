INSERT INTO persons (id, org, county, name, sex, birth, phone, created, account)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
