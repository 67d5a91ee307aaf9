UPDATE timeline SET note = '', changes = $3, hidden = $4 WHERE record = $1 AND n = $2
