SELECT account, pair, until FROM seal_members WHERE record = $1 ORDER BY account
