SELECT DISTINCT record FROM todos WHERE record > $1 ORDER BY record LIMIT $2
