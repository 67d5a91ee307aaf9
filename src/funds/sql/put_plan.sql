INSERT INTO fund_plans (fund, year, programme, planned, used) VALUES ($1, $2, $3, $4, 0)
ON CONFLICT (fund, year, programme) DO UPDATE SET planned = excluded.planned
