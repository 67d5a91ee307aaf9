-- Records of which no step is taken but by the work that holds them: what was sent to the bank with a batch of payments, until the bank
-- answered. holder: the record of that work.
CREATE TABLE record_holds (
    record BIGINT PRIMARY KEY,
    holder BIGINT NOT NULL
);
