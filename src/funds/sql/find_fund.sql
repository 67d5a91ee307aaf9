SELECT id, org, kind, opens, until, closed, closed_through, last_day, below FROM funds WHERE id = $1
