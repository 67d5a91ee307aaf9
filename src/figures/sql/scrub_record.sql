DELETE FROM contributions WHERE record = $1 AND who IS NOT NULL
