SELECT record, n, at, day, account, action, from_state, to_state, due, note, changes, added, deadlines, hidden FROM timeline ORDER BY record, n
