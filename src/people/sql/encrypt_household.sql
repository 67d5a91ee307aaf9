UPDATE households SET address = $2 WHERE id = $1
