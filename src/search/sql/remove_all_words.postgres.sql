DELETE FROM search_index
