SELECT id, org, kind, opens, until, closed, closed_through, last_day, below FROM funds WHERE org = $1 ORDER BY id
