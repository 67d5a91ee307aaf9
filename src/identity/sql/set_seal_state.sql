UPDATE seal_requests SET state = $2, access_until = $3 WHERE id = $1
