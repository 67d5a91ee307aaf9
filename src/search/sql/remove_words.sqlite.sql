INSERT INTO search_index (search_index, rowid, words, open, inside, personal) VALUES ('delete', $1, $2, $3, $4, $5)
