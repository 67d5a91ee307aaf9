INSERT INTO rollups (year, org, figure, month, amount) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (year, org, figure, month) DO UPDATE SET amount = rollups.amount + excluded.amount
