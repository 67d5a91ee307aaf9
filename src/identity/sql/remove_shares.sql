DELETE FROM recovery_shares WHERE recovery = $1
