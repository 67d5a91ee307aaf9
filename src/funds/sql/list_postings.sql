SELECT voucher, line, fund, pot, debit, credit, amount FROM postings WHERE voucher = $1 ORDER BY line
