SELECT fund, about FROM batch_lists WHERE batch = $1
