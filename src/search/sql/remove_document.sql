DELETE FROM search_documents WHERE seq = $1
