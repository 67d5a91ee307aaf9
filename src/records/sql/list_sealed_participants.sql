SELECT hidden FROM sealed_participants WHERE record = $1 ORDER BY n
