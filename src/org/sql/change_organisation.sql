UPDATE organisations
SET parent = $2, name = $3, division = $4, short_name = $5, valid_until = $6, version = version + 1
WHERE code = $1
