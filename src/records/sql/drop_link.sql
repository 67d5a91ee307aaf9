DELETE FROM record_links WHERE record = $1 AND other = $2
