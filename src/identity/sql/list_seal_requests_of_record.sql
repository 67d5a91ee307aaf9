SELECT r.id, r.record, r.org, r.recovery, r.requester, r.reason, r.made, r.expires, r.state, r.access_until
FROM seal_requests r
WHERE r.record = $1
ORDER BY r.id
