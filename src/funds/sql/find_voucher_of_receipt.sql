SELECT v.id, v.fund, v.year, v.n, v.day, v.at, v.account, v.record, v.entry, v.person, v.programme, v.deed, v.amount, v.reverses, v.org, v.plan_year,
       (SELECT r.id FROM vouchers r WHERE r.reverses = v.id)
FROM receipts x JOIN vouchers v ON v.id = x.voucher
WHERE x.org = $1 AND x.year = $2 AND x.n = $3
