SELECT a.id, a.name, a.title, a.active, a.must_change, a.version, f.locked_until
FROM accounts a
LEFT JOIN sign_in_failures f ON f.name_key = a.name_key
WHERE a.id = $1
