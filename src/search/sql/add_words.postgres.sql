INSERT INTO search_index (seq, words, open, inside, personal) VALUES ($1, CAST($2 AS INTEGER[]), $3, $4, $5)
