SELECT newest FROM person_keys
