SELECT id, 0, address, '' FROM households WHERE address <> '' AND address NOT LIKE $1 LIMIT $2
