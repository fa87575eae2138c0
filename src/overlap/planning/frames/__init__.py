"""The rows of each result as columns for data frames."""
