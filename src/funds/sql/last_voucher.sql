SELECT coalesce(max(n), 0) FROM vouchers WHERE fund = $1 AND year = $2
