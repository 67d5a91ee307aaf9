SELECT code, parent, name, division, short_name, named_by_hand, classification, children, valid_from, valid_until,
       successor, version
FROM organisations
WHERE code BETWEEN $1 AND $2
  AND (lower(name) LIKE lower($3) ESCAPE '!' OR lower(division) LIKE lower($3) ESCAPE '!'
       OR lower(short_name) LIKE lower($3) ESCAPE '!')
ORDER BY code
LIMIT $4
