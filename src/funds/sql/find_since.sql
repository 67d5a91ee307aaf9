SELECT since FROM fund_programmes WHERE fund = $1 AND programme = $2
