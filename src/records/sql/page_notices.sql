SELECT ends, id, record FROM notice_places WHERE place = $1 AND ends >= $2 AND (ends, id) < ($3, $4) ORDER BY ends DESC, id DESC LIMIT $5
