SELECT seal FROM records WHERE id = $1
