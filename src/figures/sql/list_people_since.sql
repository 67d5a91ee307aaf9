SELECT seq, org, day, who, amount FROM contributions WHERE figure = $1 AND seq > $2 AND who IS NOT NULL ORDER BY seq
