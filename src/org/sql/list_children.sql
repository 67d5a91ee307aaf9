SELECT code, parent, name, division, short_name, named_by_hand, classification, children, valid_from, valid_until,
       successor, version
FROM organisations
WHERE parent = $1 AND code > $2
ORDER BY code
LIMIT $3
