-- The requests that came through the portal, each by what stands for its query code: a hash of a key that is derived from the code.
-- The code itself is kept nowhere, and what is here opens nothing.
CREATE TABLE portal_requests (
    mark TEXT PRIMARY KEY,
    record BIGINT NOT NULL UNIQUE
);
