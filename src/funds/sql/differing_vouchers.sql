SELECT v.fund, v.year, v.n
FROM vouchers v LEFT JOIN postings p ON p.voucher = v.id
GROUP BY v.id, v.fund, v.year, v.n, v.amount
HAVING coalesce(sum(p.amount), 0) <> v.amount
ORDER BY v.fund, v.year, v.n
LIMIT 100
