SELECT n, record, amount, payee, paper_end, bank, account, purpose FROM batch_items WHERE batch = $1 AND state = 1 AND answer IS NULL ORDER BY n
