SELECT role, org FROM grants WHERE account = $1 ORDER BY org, role
