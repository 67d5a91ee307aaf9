INSERT INTO seal_applicants (record, wrapped) VALUES ($1, $2)
