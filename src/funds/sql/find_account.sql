SELECT debits, credits FROM fund_accounts WHERE fund = $1 AND pot = $2 AND code = $3
