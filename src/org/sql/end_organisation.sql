UPDATE organisations SET valid_until = $2, version = version + 1 WHERE code = $1
