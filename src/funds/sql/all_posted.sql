SELECT v.record, v.entry, CAST(sum(v.amount) AS BIGINT)
FROM vouchers v
WHERE v.deed NOT IN (3, 7, 11, 15, 16, 17) AND NOT EXISTS (SELECT 1 FROM vouchers r WHERE r.reverses = v.id)
GROUP BY v.record, v.entry
ORDER BY v.record, v.entry
