"""Parts of the embedded pipeline that spaCy does not have: they make types, not tokens, cheap."""
