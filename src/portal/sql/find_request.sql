SELECT record FROM portal_requests WHERE mark = $1
