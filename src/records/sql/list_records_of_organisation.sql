SELECT r.id, t.name, r.state, r.opened, r.fields
FROM records r JOIN record_types t ON t.id = r.type
WHERE r.subject_org = $1
ORDER BY r.opened DESC, r.id DESC
