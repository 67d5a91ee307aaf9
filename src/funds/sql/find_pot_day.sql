SELECT day FROM fund_pots WHERE fund = $1 AND id = $2
