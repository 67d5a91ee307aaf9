SELECT id, ends FROM record_notices WHERE record = $1
