INSERT INTO notice_places (place, ends, id, record) VALUES ($1, $2, $3, $4)
