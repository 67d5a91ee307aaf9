SELECT count(*) FROM notices WHERE account = $1 AND seen = 0
