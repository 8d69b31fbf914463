"""What bodies on several machines tell each other: letters, what leaves, epochs; rules only."""
