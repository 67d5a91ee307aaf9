SELECT id FROM records WHERE once_key = $1
