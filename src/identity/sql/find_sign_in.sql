SELECT a.id, a.password, a.active, a.must_change, k.pair, k.salt, k.sealed
FROM accounts a
LEFT JOIN key_pairs k ON k.account = a.id
WHERE a.name_key = $1
