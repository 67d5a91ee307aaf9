DELETE FROM household_members WHERE person = $1
