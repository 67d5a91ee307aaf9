DELETE FROM sign_in_failures WHERE last < $1
