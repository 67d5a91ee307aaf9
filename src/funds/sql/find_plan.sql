SELECT planned, used FROM fund_plans WHERE fund = $1 AND year = $2 AND programme = $3
