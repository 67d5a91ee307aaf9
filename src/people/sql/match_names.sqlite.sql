SELECT json_extract(j.value, '$[3]'), 0, p.id, p.org, 0
FROM json_each($1) j CROSS JOIN persons p
WHERE p.name = json_extract(j.value, '$[0]') AND p.birth = json_extract(j.value, '$[1]') AND p.county = json_extract(j.value, '$[2]')
  AND p.merged_into IS NULL AND p.erased IS NULL
