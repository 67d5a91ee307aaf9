SELECT wrapped FROM recovery_shares WHERE recovery = $1 AND holder = $2 AND partner = $3
