UPDATE fund_pots SET person = $3 WHERE id = $1 AND person = $2
