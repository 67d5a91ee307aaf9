SELECT 1 FROM seal_requests WHERE record = $1 AND requester = $2 AND state = 'open' AND expires > $3 LIMIT 1
