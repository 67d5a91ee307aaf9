UPDATE persons SET number = $2, contacts = $3, address = $4 WHERE id = $1
