SELECT record, ends FROM record_notices WHERE id = $1 AND ends >= $2
