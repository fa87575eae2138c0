"""What each result draws: charts as values, made of its own numbers."""
