SELECT type, state, count(*) FROM records GROUP BY type, state
