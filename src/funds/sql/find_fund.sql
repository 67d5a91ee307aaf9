SELECT id, org, kind, opens, until, closed, closed_through FROM funds WHERE id = $1
