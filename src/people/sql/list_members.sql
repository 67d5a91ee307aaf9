SELECT person, kinship, since, until FROM household_members WHERE household = $1 ORDER BY kinship, since, person
