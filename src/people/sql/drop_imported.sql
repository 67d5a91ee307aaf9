DELETE FROM persons WHERE import = $1
