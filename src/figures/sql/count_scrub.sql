UPDATE contribution_counter SET scrubs = scrubs + 1
