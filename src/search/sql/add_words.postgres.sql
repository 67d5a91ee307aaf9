INSERT INTO search_index (seq, words, open, inside, personal) VALUES ($1, CAST($2 AS BIGINT[]), $3, $4, $5)
