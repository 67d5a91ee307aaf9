UPDATE person_merges SET undone = $2 WHERE id = $1
