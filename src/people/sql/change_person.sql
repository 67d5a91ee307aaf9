UPDATE persons SET org = $2, county = $3, name = $4, sex = $5, birth = $6, phone = '', paper = $7, number = $8, no_number = $9, contacts = $10,
    address = $11, codes = $12, version = version + 1
WHERE id = $1 AND version = $13
