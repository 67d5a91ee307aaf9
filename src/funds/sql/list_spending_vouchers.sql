SELECT n FROM vouchers
WHERE fund = $1 AND year = $2 AND deed NOT IN (1, 5, 9, 16, 17)
ORDER BY n
