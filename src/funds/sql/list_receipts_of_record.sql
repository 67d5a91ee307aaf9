SELECT x.org, x.year, x.n, x.voucher
FROM vouchers v JOIN receipts x ON x.voucher = v.id
WHERE v.record = $1
ORDER BY x.year, x.n
