-- The sealed case's secret half, wrapped for the key pair of the query code of her who asked through the portal. A record that came
-- from there has a row here.
CREATE TABLE seal_applicants (
    record BIGINT PRIMARY KEY,
    wrapped /*sqlite: BLOB*/ /*postgres: BYTEA*/ NOT NULL
);
