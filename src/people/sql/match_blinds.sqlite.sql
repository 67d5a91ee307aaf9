SELECT json_extract(j.value, '$[2]'), b.purpose, p.id, p.org, p.merged_into IS NOT NULL
FROM json_each($1) j CROSS JOIN person_blinds b CROSS JOIN persons p
WHERE b.purpose = json_extract(j.value, '$[0]') AND b.blind = json_extract(j.value, '$[1]') AND p.id = b.person
