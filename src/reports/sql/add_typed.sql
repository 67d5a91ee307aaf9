INSERT INTO typed_numbers (report, org, year, slot, n, value, note, account, at)
SELECT $1, $2, $3, $4, coalesce(max(n), 0) + 1, $5, $6, $7, $8 FROM typed_numbers
WHERE report = $1 AND org = $2 AND year = $3 AND slot = $4
