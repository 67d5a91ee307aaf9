INSERT INTO fund_programmes (fund, programme) VALUES ($1, $2) ON CONFLICT DO NOTHING
