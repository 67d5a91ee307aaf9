SELECT fund, code
FROM (SELECT fund, code, debits, credits FROM fund_accounts
      UNION ALL SELECT fund, code, -debits, -credits FROM fund_totals) x
GROUP BY fund, code
HAVING sum(debits) <> 0 OR sum(credits) <> 0
ORDER BY fund, code
LIMIT 100
