SELECT account FROM seal_dismissals WHERE record = $1
