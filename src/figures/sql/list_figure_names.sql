SELECT id, name FROM figure_names
