SELECT person FROM person_accounts WHERE account = $1
