ANALYZE persons, person_blinds
