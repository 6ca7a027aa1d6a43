"""Dataset files: what they may hold, and how one is read, checked and located line by line."""
