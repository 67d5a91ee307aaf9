UPDATE persons SET name = $2, birth = $3, phone = '', paper = 5, number = '', no_number = '', contacts = '', address = '', erased = $4,
    version = version + 1
WHERE id = $1
