SELECT t.name, r.org, r.state FROM records r JOIN record_types t ON t.id = r.type WHERE r.id = $1 AND r.seal IS NULL
