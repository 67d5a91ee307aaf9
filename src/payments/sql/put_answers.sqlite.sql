UPDATE batch_items SET answer = json_extract(j.value, '$[1]'), reason = json_extract(j.value, '$[2]'), reason_en = json_extract(j.value, '$[2]')
FROM json_each($2) AS j
WHERE batch_items.batch = $1 AND batch_items.n = json_extract(j.value, '$[0]') AND batch_items.state = 1 AND batch_items.answer IS NULL
