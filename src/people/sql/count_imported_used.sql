SELECT count(*) FROM persons p
WHERE p.import = $1
  AND (p.version > 1 OR p.merged_into IS NOT NULL
       OR EXISTS (SELECT 1 FROM household_members m WHERE m.person = p.id)
       OR EXISTS (SELECT 1 FROM person_relations r WHERE r.person = p.id)
       OR EXISTS (SELECT 1 FROM person_relations r WHERE r.other = p.id)
       OR EXISTS (SELECT 1 FROM person_accounts a WHERE a.person = p.id))
