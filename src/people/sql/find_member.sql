SELECT 1 FROM household_members WHERE household = $1 AND person = $2 AND until IS NULL
