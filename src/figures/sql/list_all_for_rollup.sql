SELECT figure, org, day, amount FROM contributions
