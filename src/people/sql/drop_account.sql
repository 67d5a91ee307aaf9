DELETE FROM person_accounts WHERE account = $1
