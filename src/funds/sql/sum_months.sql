SELECT code, source, programme, CAST(sum(debits) AS BIGINT), CAST(sum(credits) AS BIGINT)
FROM fund_months
WHERE fund = $1 AND month BETWEEN $2 AND $3
GROUP BY code, source, programme
ORDER BY code, source, programme
