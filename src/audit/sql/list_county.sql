SELECT seq, at, account, org, action, target, content_hash, hash
FROM journal
WHERE county = $1 AND org BETWEEN $2 AND $3 AND seq < $4
ORDER BY seq DESC
LIMIT $5
