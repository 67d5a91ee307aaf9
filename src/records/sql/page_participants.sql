SELECT role, kind, who, day FROM participants WHERE record = $1 ORDER BY role, who LIMIT $2
