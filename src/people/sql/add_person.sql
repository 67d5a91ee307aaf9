INSERT INTO persons (id, org, county, name, sex, birth, phone, paper, number, no_number, contacts, address, codes, created, account)
VALUES ($1, $2, $3, $4, $5, $6, '', $7, $8, $9, $10, $11, $12, $13, $14)
