SELECT id, survivor FROM person_merges WHERE merged = $1 AND undone IS NULL ORDER BY id DESC LIMIT 1
