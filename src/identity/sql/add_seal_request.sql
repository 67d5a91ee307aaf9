INSERT INTO seal_requests (id, record, org, recovery, requester, reason, made, expires, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open')
