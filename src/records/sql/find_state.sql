SELECT state, due FROM records WHERE id = $1
