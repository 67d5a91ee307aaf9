DELETE FROM record_holds WHERE record = $1 AND holder = $2
