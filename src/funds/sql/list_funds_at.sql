SELECT id, org, kind, opens, until, closed, closed_through FROM funds WHERE org = $1 ORDER BY id
