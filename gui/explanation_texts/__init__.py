"""What happens at each step, in words: by mechanism, and by variant where it differs."""
