SELECT r.id FROM seal_members m JOIN records r ON r.seal = m.record
WHERE m.account = $1 AND m.pair = $2
