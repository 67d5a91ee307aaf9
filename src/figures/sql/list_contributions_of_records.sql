SELECT record, figure, org, day, who, amount FROM contributions WHERE record BETWEEN $1 AND $2 ORDER BY record
