SELECT id, name FROM record_types
