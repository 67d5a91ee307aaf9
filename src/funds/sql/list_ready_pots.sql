SELECT id, money_left, source
FROM fund_pots p
WHERE fund = $1 AND person = $2 AND programme = $3 AND money_left > 0 AND until >= $4 AND ($5 = '' OR source = $5)
  AND (id = 0 OR NOT EXISTS (SELECT 1 FROM fund_programmes f WHERE f.fund = $1 AND f.programme = $7 AND f.since > p.day))
ORDER BY until, day, id
LIMIT $6
