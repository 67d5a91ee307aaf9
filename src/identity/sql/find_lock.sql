SELECT failures, locked_until FROM sign_in_failures WHERE name_key = $1
