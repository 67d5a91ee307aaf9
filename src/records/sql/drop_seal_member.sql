DELETE FROM seal_members WHERE record = $1 AND account = $2
