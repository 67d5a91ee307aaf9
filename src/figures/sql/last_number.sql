SELECT next - 1 FROM contribution_counter
