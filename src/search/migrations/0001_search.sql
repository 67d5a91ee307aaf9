-- What can be found, one row for each record that may be. Newer records have higher numbers: day opened << 24 | number within
-- the day. parts: what is searched and shown around a hit (see src/search/document.h).
CREATE TABLE search_documents (
    seq /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    record BIGINT NOT NULL,
    org BIGINT NOT NULL,
    type BIGINT NOT NULL,
    parts TEXT NOT NULL
);
CREATE UNIQUE INDEX search_documents_of_record ON search_documents (record);

-- The index by words, which are single characters mostly. open, inside and personal: what that sight may read. On SQLite
-- `words` holds the places and the type; on PostgreSQL numbers for these, every word and every two in a row.
/*sqlite: CREATE VIRTUAL TABLE search_index USING fts5(words, open, inside, personal, content = '', columnsize = 0, tokenize = 'ascii');
CREATE VIRTUAL TABLE search_terms USING fts5vocab('search_index', 'instance');*/
/*postgres: CREATE TABLE search_index (
    seq BIGINT PRIMARY KEY,
    words INTEGER[] NOT NULL,
    open TEXT NOT NULL,
    inside TEXT NOT NULL,
    personal TEXT NOT NULL
);
CREATE INDEX search_index_words ON search_index USING gin (words) WITH (gin_pending_list_limit = 1024);*/

-- One row: the form of the index, and the last record of a filling that is under way (null: all are in it).
CREATE TABLE search_state (
    id BIGINT PRIMARY KEY,
    form BIGINT NOT NULL,
    filled BIGINT
);
