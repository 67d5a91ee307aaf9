UPDATE persons SET merged_into = $2, version = version + 1 WHERE id = $1
