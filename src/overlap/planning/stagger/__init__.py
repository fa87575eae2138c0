"""Staggered shifts: the least change of starts that reaches what is required, with its proof."""
