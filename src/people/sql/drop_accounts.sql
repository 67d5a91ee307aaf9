DELETE FROM person_accounts WHERE person = $1
