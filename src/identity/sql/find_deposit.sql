SELECT wrapped FROM seal_deposits WHERE request = $1 AND depositor = $2 AND officer = $3
