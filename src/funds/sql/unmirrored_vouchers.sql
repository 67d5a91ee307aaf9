SELECT v.fund, v.year, v.n
FROM vouchers v
JOIN postings p ON p.voucher = v.id
LEFT JOIN postings o ON o.voucher = v.reverses AND o.line = p.line
WHERE v.reverses IS NOT NULL
  AND (o.voucher IS NULL OR o.fund <> p.fund OR o.pot <> p.pot OR o.debit <> p.credit OR o.credit <> p.debit OR o.amount <> p.amount)
ORDER BY v.fund, v.year, v.n
LIMIT 100
