SELECT holder FROM record_holds WHERE record = $1
