SELECT record, what FROM record_moves WHERE merge = $1 ORDER BY record
