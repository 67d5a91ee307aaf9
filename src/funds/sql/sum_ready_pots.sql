SELECT CAST(coalesce(sum(money_left), 0) AS BIGINT)
FROM fund_pots p
WHERE fund = $1 AND person IN (0, $2) AND programme IN ('', $3) AND money_left > 0 AND until >= $4
  AND (id = 0 OR NOT EXISTS (SELECT 1 FROM fund_programmes f WHERE f.fund = $1 AND f.programme = $3 AND f.since > p.day))
