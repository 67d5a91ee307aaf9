SELECT next - 1, scrubs FROM contribution_counter
