SELECT id, money_left, source
FROM fund_pots
WHERE fund = $1 AND person = $2 AND programme = $3 AND money_left > 0 AND until >= $4 AND ($5 = '' OR source = $5)
ORDER BY until, day, id
LIMIT $6
