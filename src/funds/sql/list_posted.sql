SELECT entry, CAST(sum(amount) AS BIGINT)
FROM vouchers
WHERE record = $1 AND deed NOT IN (3, 7, 11, 15, 16, 17)
GROUP BY entry
ORDER BY entry
