SELECT 1 FROM organisations WHERE code = $1
