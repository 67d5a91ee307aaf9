SELECT count(*)
FROM organisations
WHERE level = $1 AND code BETWEEN $2 AND $3
  AND (valid_from IS NULL OR valid_from <= $4) AND (valid_until IS NULL OR valid_until >= $4)
