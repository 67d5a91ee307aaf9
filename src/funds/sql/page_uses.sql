SELECT v.day, v.programme, v.record, v.org, p.amount, v.id
FROM postings p JOIN vouchers v ON v.id = p.voucher
WHERE p.fund = $1 AND p.pot = $2 AND p.voucher < $3 AND p.debit = 21 AND v.reverses IS NULL
  AND NOT EXISTS (SELECT 1 FROM vouchers r WHERE r.reverses = v.id)
ORDER BY p.voucher DESC
LIMIT $4
