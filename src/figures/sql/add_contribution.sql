INSERT INTO contributions (figure, year, org, day, seq, amount, who, record, entry)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
