UPDATE household_members SET until = $3 WHERE household = $1 AND person = $2 AND until IS NULL AND since <= $3
