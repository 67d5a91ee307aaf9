SELECT fund, pot, code
FROM (SELECT fund, pot, debit AS code, amount AS debits, 0 AS credits FROM postings
      UNION ALL SELECT fund, pot, credit, 0, amount FROM postings
      UNION ALL SELECT fund, pot, code, -debits, -credits FROM fund_accounts) x
GROUP BY fund, pot, code
HAVING sum(debits) <> 0 OR sum(credits) <> 0
ORDER BY fund, pot, code
LIMIT 100
