SELECT 1 FROM seal_requests WHERE record = $1 AND requester = $2 AND state = 'opened' AND access_until > $3 LIMIT 1
