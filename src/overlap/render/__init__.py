"""Rows and marks turned into text, Markdown, HTML. Knows tables and strips, not meetings."""
