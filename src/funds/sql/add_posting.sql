INSERT INTO postings (voucher, line, fund, pot, debit, credit, amount) VALUES ($1, $2, $3, $4, $5, $6, $7)
