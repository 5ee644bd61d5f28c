"""Compare the vocabulary of political documents, with evidence for every number."""

__version__ = "0.1.0"
