INSERT INTO sign_in_failures (name_key, failures, last, locked_until) VALUES ($1, $2, $3, $4)
ON CONFLICT (name_key) DO UPDATE
SET failures = excluded.failures, last = excluded.last, locked_until = excluded.locked_until
