SELECT r.id, r.seal FROM records r WHERE r.seal IS NOT NULL AND EXISTS (SELECT 1 FROM record_links l WHERE l.record = r.id)
