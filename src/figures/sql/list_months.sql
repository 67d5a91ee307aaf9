SELECT month, amount FROM rollups WHERE year = $1 AND org = $2 AND figure = $3 ORDER BY month
