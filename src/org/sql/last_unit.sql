SELECT max(code) FROM organisations WHERE code BETWEEN $1 AND $2
