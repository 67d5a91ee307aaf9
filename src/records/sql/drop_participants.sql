DELETE FROM participants WHERE record = $1 AND kind = 0
