"""The report as one HTML page: its key figures, its day to move about in, its sections."""
