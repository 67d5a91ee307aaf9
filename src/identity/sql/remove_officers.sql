DELETE FROM recovery_officers WHERE recovery = $1
