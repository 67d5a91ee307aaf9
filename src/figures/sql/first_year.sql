SELECT min(year) FROM rollups
