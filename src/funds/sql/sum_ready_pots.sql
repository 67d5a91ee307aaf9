SELECT CAST(coalesce(sum(money_left), 0) AS BIGINT)
FROM fund_pots
WHERE fund = $1 AND person IN (0, $2) AND programme IN ('', $3) AND money_left > 0 AND until >= $4
