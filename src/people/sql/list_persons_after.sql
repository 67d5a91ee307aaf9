SELECT p.id, p.org, p.name, p.sex, p.birth, p.phone, p.paper, p.number, p.no_number, p.contacts, p.address, p.codes, p.erased, p.version
FROM persons p WHERE p.id > $1 ORDER BY p.id LIMIT $2
