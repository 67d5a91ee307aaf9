SELECT code, debits, credits FROM fund_totals WHERE fund = $1 ORDER BY code
