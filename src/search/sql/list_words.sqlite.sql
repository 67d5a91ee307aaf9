SELECT doc, col, term, "offset" FROM search_terms
