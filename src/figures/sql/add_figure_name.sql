INSERT INTO figure_names (id, name) SELECT coalesce(max(id), 0) + 1, $1 FROM figure_names
