SELECT coalesce(sum(amount), 0) FROM rollups WHERE year = $1 AND org = $2 AND figure = $3 AND month BETWEEN $4 AND $5
