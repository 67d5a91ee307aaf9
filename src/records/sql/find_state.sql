SELECT state, due, seal FROM records WHERE id = $1
