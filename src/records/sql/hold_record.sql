INSERT INTO record_holds (record, holder) VALUES ($1, $2)
