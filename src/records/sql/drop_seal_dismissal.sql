DELETE FROM seal_dismissals WHERE record = $1 AND account = $2
