SELECT fund, year FROM vouchers GROUP BY fund, year HAVING max(n) <> count(*) OR min(n) <> 1 ORDER BY fund, year LIMIT 100
