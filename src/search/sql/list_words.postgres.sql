SELECT seq, CAST(words AS TEXT), open, inside, personal FROM search_index
