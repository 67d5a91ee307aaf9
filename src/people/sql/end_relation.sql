UPDATE person_relations SET until = $4 WHERE person = $1 AND other = $2 AND kind = $3 AND until IS NULL AND since <= $4
