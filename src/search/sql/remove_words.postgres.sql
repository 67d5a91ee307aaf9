-- SQLite must be told the words that it forgets; here the number suffices.
DELETE FROM search_index WHERE seq = $1 AND length($2 || $3 || $4 || $5) >= 0
