SELECT fields, subject_person, state FROM records WHERE id = $1
