INSERT INTO record_types (id, name) SELECT coalesce(max(id), 0) + 1, $1 FROM record_types
