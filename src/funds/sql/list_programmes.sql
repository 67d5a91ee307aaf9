SELECT programme FROM fund_programmes WHERE fund = $1 ORDER BY programme
