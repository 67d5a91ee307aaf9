INSERT INTO household_members (household, person, kinship, since, until) VALUES ($1, $2, $3, $4, $5)
