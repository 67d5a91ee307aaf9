SELECT p.id, p.org, p.name, p.sex, p.birth, p.phone, p.paper, p.number, p.no_number, p.contacts, p.address, p.codes, p.erased, p.version
FROM persons p
WHERE p.name = $1 AND p.birth = $2 AND p.county = $3 AND p.merged_into IS NULL AND p.erased IS NULL
ORDER BY p.id LIMIT $4
