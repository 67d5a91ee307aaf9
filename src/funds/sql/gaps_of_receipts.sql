SELECT org, year FROM receipts GROUP BY org, year HAVING max(n) <> count(*) OR min(n) <> 1 ORDER BY org, year LIMIT 100
