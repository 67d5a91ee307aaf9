INSERT INTO recovery_shares (recovery, holder, partner, wrapped) VALUES ($1, $2, $3, $4)
