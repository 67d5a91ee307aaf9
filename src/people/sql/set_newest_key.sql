UPDATE person_keys SET newest = $1
