SELECT v.id, v.fund, v.year, v.n, v.day, v.at, v.account, v.record, v.entry, v.person, v.programme, v.deed, v.amount, v.reverses, v.org, v.plan_year,
       (SELECT r.id FROM vouchers r WHERE r.reverses = v.id)
FROM vouchers v
WHERE v.fund = $1 AND v.year = $2 AND v.n < $3
ORDER BY v.n DESC
LIMIT $4
