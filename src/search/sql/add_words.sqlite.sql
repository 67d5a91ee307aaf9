INSERT INTO search_index (rowid, words, open, inside, personal) VALUES ($1, $2, $3, $4, $5)
