INSERT INTO fund_pots (fund, id, income, source, programme, person, until, unit, day, money_left)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)
ON CONFLICT DO NOTHING
