SELECT r.id, r.record, r.org, r.recovery, r.requester, r.reason, r.made, r.expires, r.state, r.access_until
FROM seal_requests r
WHERE r.state = 'open' AND r.id > $3 AND r.expires > $2
    AND (r.requester = $1 OR EXISTS (SELECT 1 FROM recovery_officers o WHERE o.account = $1 AND o.recovery = r.recovery))
ORDER BY r.id
LIMIT $4
