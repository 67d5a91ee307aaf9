SELECT seq, at, account, org, action, target, content_hash, hash FROM journal ORDER BY seq
