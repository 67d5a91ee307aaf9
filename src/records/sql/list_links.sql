SELECT other, kind FROM record_links WHERE record = $1 ORDER BY other LIMIT 200
