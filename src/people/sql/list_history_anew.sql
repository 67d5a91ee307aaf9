SELECT person, n, before, after FROM person_history
WHERE field IN ('number', 'contacts', 'address') AND ((before <> '' AND before NOT LIKE $1) OR (after <> '' AND after NOT LIKE $1)) LIMIT $2
