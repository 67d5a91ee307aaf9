SELECT record, entry, CAST(sum(amount) AS BIGINT)
FROM vouchers
WHERE deed NOT IN (3, 7, 11, 15, 16, 17)
GROUP BY record, entry
ORDER BY record, entry
