SELECT coalesce(sum(amount), 0) FROM contributions
WHERE figure = $1 AND year = $2 AND org BETWEEN $3 AND $4 AND day BETWEEN $5 AND $6
