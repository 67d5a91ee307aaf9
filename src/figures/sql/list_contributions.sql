SELECT year, org, day, seq, amount, who, record, entry FROM contributions
WHERE figure = $1 AND year = $2 AND org BETWEEN $3 AND $4 AND day BETWEEN $5 AND $6 AND (org, day, seq) > ($7, $8, $9)
ORDER BY org, day, seq LIMIT $10
