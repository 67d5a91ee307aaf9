INSERT INTO seal_deposits (request, depositor, officer, wrapped) VALUES ($1, $2, $3, $4)
