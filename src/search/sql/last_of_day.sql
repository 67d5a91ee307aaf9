SELECT coalesce(max(seq), $1) FROM search_documents WHERE seq BETWEEN $1 AND $2
