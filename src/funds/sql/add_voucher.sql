INSERT INTO vouchers (id, fund, year, n, day, month, at, account, record, entry, item, org, person, programme, deed, amount, plan_year, reverses)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
