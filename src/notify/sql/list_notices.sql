SELECT id, at, kind, record, by_account, seen FROM notices WHERE account = $1 AND id < $2 ORDER BY id DESC LIMIT $3
