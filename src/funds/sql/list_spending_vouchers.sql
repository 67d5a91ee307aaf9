SELECT n FROM vouchers
WHERE fund = $1 AND year = $2 AND deed IN (2, 4, 6, 8, 12)
ORDER BY n
