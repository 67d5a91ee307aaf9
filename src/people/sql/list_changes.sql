SELECT n, at, account, field, before, after, reason FROM person_history WHERE person = $1 ORDER BY n DESC LIMIT $2
