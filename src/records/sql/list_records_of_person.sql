SELECT id FROM records WHERE subject_person = $1
UNION SELECT record FROM participants WHERE who = $1 AND kind = 0
UNION SELECT record FROM record_persons WHERE person = $1
ORDER BY 1
