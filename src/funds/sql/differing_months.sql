SELECT fund, month
FROM (SELECT p.fund, v.month, p.debit AS code, t.source, v.programme, p.amount AS debits, 0 AS credits
      FROM postings p JOIN vouchers v ON v.id = p.voucher JOIN fund_pots t ON t.fund = p.fund AND t.id = p.pot
      UNION ALL
      SELECT p.fund, v.month, p.credit, t.source, v.programme, 0, p.amount
      FROM postings p JOIN vouchers v ON v.id = p.voucher JOIN fund_pots t ON t.fund = p.fund AND t.id = p.pot
      UNION ALL SELECT fund, month, code, source, programme, -debits, -credits FROM fund_months) x
GROUP BY fund, month, code, source, programme
HAVING sum(debits) <> 0 OR sum(credits) <> 0
ORDER BY fund, month
LIMIT 100
