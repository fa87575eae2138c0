"""A roster's answers as the sheets of a workbook."""
