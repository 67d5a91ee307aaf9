SELECT recovery, wrapped FROM seal_recoveries WHERE record = $1 ORDER BY recovery DESC
