SELECT p.fund, p.pot, CAST(sum(CASE WHEN p.debit = $2 THEN p.amount ELSE -p.amount END) AS BIGINT)
FROM vouchers v JOIN postings p ON p.voucher = v.id
WHERE v.record = $1 AND $2 IN (p.debit, p.credit)
GROUP BY p.fund, p.pot
HAVING sum(CASE WHEN p.debit = $2 THEN p.amount ELSE -p.amount END) > 0
ORDER BY p.fund, p.pot
