SELECT pair, 0, who, '' FROM person_sides WHERE who NOT LIKE $1 LIMIT $2
