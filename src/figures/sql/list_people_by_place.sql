SELECT org, who, amount FROM contributions
WHERE figure = $1 AND year = $2 AND org BETWEEN $3 AND $4 AND day BETWEEN $5 AND $6 AND who IS NOT NULL
ORDER BY org
