INSERT INTO search_documents (seq, record, org, type, parts) VALUES ($1, $2, $3, $4, $5)
