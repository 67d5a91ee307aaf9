SELECT fields FROM records WHERE id = $1
