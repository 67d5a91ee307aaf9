DELETE FROM record_persons WHERE record = $1
