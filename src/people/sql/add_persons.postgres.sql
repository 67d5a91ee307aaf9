INSERT INTO persons (id, org, county, name, sex, birth, phone, paper, number, no_number, contacts, address, codes, created, account, import)
SELECT (j->>0)::bigint, (j->>1)::bigint, (j->>2)::bigint, j->>3, (j->>4)::bigint, (j->>5)::bigint, '', (j->>6)::bigint, j->>7, j->>8, j->>9,
       j->>10, j->>11, $2, $3, $4
FROM jsonb_array_elements($1::jsonb) AS t(j)
