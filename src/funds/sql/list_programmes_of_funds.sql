SELECT p.fund, p.programme
FROM funds f JOIN fund_programmes p ON p.fund = f.id
WHERE f.org BETWEEN $1 AND $2 AND f.id BETWEEN $3 AND $4
ORDER BY p.fund, p.programme
