SELECT count(*), coalesce(sum(CASE WHEN id > $1 THEN 1 ELSE 0 END), 0) FROM records
