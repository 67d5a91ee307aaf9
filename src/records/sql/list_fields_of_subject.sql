SELECT r.id, r.state, r.fields
FROM records r JOIN record_types t ON t.id = r.type
WHERE r.subject_person = $1 AND t.name = $2
