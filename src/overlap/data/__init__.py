"""Files that come with the package: the example, the starter and the schema of the team file."""
