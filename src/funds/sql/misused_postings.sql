SELECT p.fund, v.year, v.n
FROM postings p
JOIN vouchers v ON v.id = p.voucher
JOIN fund_pots t ON t.fund = p.fund AND t.id = p.pot
WHERE v.reverses IS NULL AND p.credit IN (1, 3)
  AND (p.debit IN (2, 6, 21) AND (t.programme NOT IN ('', v.programme) OR t.until < v.day
                                  OR (EXISTS (SELECT 1 FROM fund_programmes f WHERE f.fund = p.fund)
                                      AND NOT EXISTS (SELECT 1 FROM fund_programmes f
                                                      WHERE f.fund = p.fund AND f.programme = v.programme AND (t.id = 0 OR f.since <= t.day))))
       OR p.debit = 22 AND (t.programme <> '' OR t.person <> 0 OR t.until < v.day))
ORDER BY p.fund, v.year, v.n
LIMIT 100
