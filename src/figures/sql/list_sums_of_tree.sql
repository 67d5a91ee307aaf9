SELECT org, figure, sum(amount) FROM rollups
WHERE year = $1 AND org BETWEEN $2 AND $3 AND month BETWEEN $4 AND $5
GROUP BY org, figure ORDER BY org
