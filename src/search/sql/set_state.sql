INSERT INTO search_state (id, form, filled) VALUES (1, $1, $2)
ON CONFLICT (id) DO UPDATE SET form = excluded.form, filled = excluded.filled
