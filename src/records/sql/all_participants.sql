SELECT record, role, kind, who, day FROM participants ORDER BY record, role, who
