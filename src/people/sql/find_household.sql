SELECT org FROM households WHERE id = $1
