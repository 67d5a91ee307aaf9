SELECT year, programme, planned, used FROM fund_plans WHERE fund = $1 ORDER BY year DESC, programme
