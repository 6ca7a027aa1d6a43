"""Dataset → a whole file: TOML to edit, SQLite to query, a Data Package to publish."""
