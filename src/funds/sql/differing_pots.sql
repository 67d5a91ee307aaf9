SELECT p.fund, p.id
FROM fund_pots p LEFT JOIN fund_accounts a ON a.fund = p.fund AND a.pot = p.id AND a.code = 1
WHERE p.money_left <> coalesce(a.debits - a.credits, 0)
ORDER BY p.fund, p.id
LIMIT 100
