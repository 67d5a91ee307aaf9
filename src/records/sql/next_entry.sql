SELECT max(n) FROM timeline WHERE record = $1
