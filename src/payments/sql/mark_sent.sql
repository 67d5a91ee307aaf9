UPDATE batch_items SET entry = $3, payee = $4, paper_end = $5, bank = $6, account = $7, purpose = $8 WHERE batch = $1 AND n = $2
