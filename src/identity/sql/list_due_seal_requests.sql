SELECT r.id, r.record, r.org, r.recovery, r.requester, r.reason, r.made, r.expires, r.state, r.access_until
FROM seal_requests r
WHERE (r.state = 'open' AND r.expires <= $1) OR (r.state = 'opened' AND r.access_until <= $1)
ORDER BY r.id
