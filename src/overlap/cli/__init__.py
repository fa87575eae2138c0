"""The terminal: parses arguments, asks adapters and planning, prints, returns a status."""
