INSERT INTO receipts (org, year, n, voucher) VALUES ($1, $2, $3, $4)
