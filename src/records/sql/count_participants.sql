SELECT role, count(*) FROM participants WHERE record = $1 GROUP BY role
