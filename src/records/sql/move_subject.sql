UPDATE records SET subject_person = $2 WHERE id = $1
