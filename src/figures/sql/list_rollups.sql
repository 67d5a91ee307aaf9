SELECT year, org, figure, month, amount FROM rollups
