DELETE FROM participants WHERE record = $1 AND role = $2 AND kind = 0 AND who = $3
