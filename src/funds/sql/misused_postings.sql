SELECT p.fund, v.year, v.n
FROM postings p
JOIN vouchers v ON v.id = p.voucher
JOIN fund_pots t ON t.fund = p.fund AND t.id = p.pot
WHERE v.reverses IS NULL AND p.debit IN (2, 6, 21) AND p.credit IN (1, 3) AND t.programme NOT IN ('', v.programme)
ORDER BY p.fund, v.year, v.n
LIMIT 100
