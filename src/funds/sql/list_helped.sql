SELECT DISTINCT v.programme, v.person FROM vouchers v
WHERE v.fund = $1 AND v.year = $2 AND v.deed IN (2, 4, 6) AND v.person IS NOT NULL AND NOT EXISTS (SELECT 1 FROM vouchers r WHERE r.reverses = v.id)
ORDER BY v.programme, v.person
