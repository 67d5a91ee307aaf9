INSERT INTO fund_programmes (fund, programme, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
