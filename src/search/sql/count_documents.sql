SELECT count(*) FROM search_documents
