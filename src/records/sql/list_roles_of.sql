SELECT role, who, day FROM participants WHERE record = $1 AND kind = 0 AND who IN ($2, $3) ORDER BY role
