"""The report's page as a reader meets it: in Chromium, without a window."""
