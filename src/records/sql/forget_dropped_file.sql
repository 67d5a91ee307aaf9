DELETE FROM dropped_files WHERE hash = $1
