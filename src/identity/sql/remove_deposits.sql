DELETE FROM seal_deposits WHERE request = $1
