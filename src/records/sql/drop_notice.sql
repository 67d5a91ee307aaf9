DELETE FROM record_notices WHERE record = $1
