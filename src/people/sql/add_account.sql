INSERT INTO person_accounts (account, person) VALUES ($1, $2)
