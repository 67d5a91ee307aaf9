SELECT p.fund, p.id, p.income, p.source, p.programme, p.person, p.until, p.unit, p.day, p.money_left,
       CAST((SELECT coalesce(sum(a.credits - a.debits), 0) FROM fund_accounts a WHERE a.fund = p.fund AND a.pot = p.id AND a.code BETWEEN 11 AND 18) AS BIGINT),
       CAST((SELECT coalesce(sum(a.debits - a.credits), 0) FROM fund_accounts a WHERE a.fund = p.fund AND a.pot = p.id AND a.code IN (21, 22, 23, 24)) AS BIGINT),
       CAST((SELECT coalesce(sum(a.debits - a.credits), 0) FROM fund_accounts a WHERE a.fund = p.fund AND a.pot = p.id AND a.code = 3) AS BIGINT)
FROM fund_pots p
WHERE p.id = $1 AND p.id <> 0
