UPDATE persons SET phone = '', contacts = $2 WHERE id = $1
