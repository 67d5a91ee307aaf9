DELETE FROM todos WHERE record = $1
