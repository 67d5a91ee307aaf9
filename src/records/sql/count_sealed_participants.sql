SELECT count(*) FROM sealed_participants WHERE record = $1
