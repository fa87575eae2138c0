"""A program as somebody writes it who has installed overlap: what their type checker says of it."""
