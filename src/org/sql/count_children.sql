UPDATE organisations
SET children = (SELECT count(*) FROM organisations c WHERE c.parent = organisations.code)
WHERE code BETWEEN $1 AND $2
  AND children <> (SELECT count(*) FROM organisations c WHERE c.parent = organisations.code)
