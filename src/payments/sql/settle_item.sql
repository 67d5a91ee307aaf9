UPDATE batch_items SET state = answer, payee = '', paper_end = '', bank = '', account = '' WHERE batch = $1 AND n = $2 AND state = 1 AND answer IS NOT NULL
