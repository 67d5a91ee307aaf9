INSERT INTO batch_items (batch, n, record, amount, state, answer, reason, reason_en, version, entry)
SELECT $1, json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), 0, NULL, '', '', json_extract(value, '$[3]'), 0
FROM json_each($2) WHERE true
ON CONFLICT DO NOTHING
