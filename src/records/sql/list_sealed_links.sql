SELECT hidden FROM sealed_links WHERE record = $1 ORDER BY n LIMIT 200
