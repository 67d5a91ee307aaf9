SELECT slot, n, value, note, account, at FROM typed_numbers WHERE report = $1 AND org = $2 AND year = $3 ORDER BY slot, n
