SELECT n, at, day, account, action, from_state, to_state, due, note, changes, added, deadlines, hidden FROM timeline WHERE record = $1 ORDER BY n
