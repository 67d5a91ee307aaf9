SELECT coalesce(max(item), 0) FROM vouchers WHERE record = $1 AND entry = $2
