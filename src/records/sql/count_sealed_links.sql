SELECT count(*) FROM sealed_links WHERE record = $1
