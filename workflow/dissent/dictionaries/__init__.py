"""Dictionaries that people already have: other programs' files to theme files, and back."""
