DELETE FROM grants WHERE account = $1
