SELECT org, role FROM todos WHERE record = $1 AND shows <= $2
