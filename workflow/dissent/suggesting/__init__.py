"""Which words might a theme lack? Candidates, the sheet to decide on, what becomes of them."""
