UPDATE contribution_counter SET next = next + $1 RETURNING next
