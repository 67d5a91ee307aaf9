INSERT INTO organisations (code, parent, level, name, division, short_name, named_by_hand, classification, children,
                           valid_from, valid_until, successor, version)
VALUES ($1, $2, $3, $4, $5, $6, 0, '', 0, NULL, NULL, NULL, 1)
