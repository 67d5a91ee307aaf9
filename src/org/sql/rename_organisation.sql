UPDATE organisations SET name = $2, named_by_hand = 1, version = version + 1 WHERE code = $1
