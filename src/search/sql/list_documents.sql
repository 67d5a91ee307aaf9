SELECT seq, record, org, type, parts FROM search_documents ORDER BY seq
