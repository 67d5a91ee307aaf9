UPDATE notices SET seen = 1 WHERE account = $1 AND id <= $2 AND seen = 0
