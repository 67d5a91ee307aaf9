SELECT figure, sum(amount) FROM rollups WHERE year = $1 AND org = $2 AND month BETWEEN $3 AND $4 GROUP BY figure
