"""The rule language: theme files, the patterns in them, and finding these in the token table."""
