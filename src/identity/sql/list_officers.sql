SELECT o.account, a.title, a.active, o.pair, k.pair, k.public_half
FROM recovery_officers o
JOIN accounts a ON a.id = o.account
LEFT JOIN key_pairs k ON k.account = o.account
WHERE o.recovery = $1
ORDER BY o.account
