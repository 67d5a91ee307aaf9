SELECT 1 FROM seal_requests WHERE state = 'open' AND recovery = $1 LIMIT 1
