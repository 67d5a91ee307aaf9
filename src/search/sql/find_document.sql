SELECT seq, org, type, parts FROM search_documents WHERE record = $1
