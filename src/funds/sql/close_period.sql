UPDATE funds SET closed_through = $2 WHERE id = $1
