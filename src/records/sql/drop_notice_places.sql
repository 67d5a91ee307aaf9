DELETE FROM notice_places WHERE record = $1
