SELECT seq, at, account, org, action, target, content_hash, hash
FROM journal
WHERE org BETWEEN $1 AND $2 AND seq < $3
ORDER BY seq DESC
LIMIT $4
