SELECT form, filled FROM search_state
