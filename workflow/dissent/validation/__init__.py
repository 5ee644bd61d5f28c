"""How often are a theme's rules right? Sheets to code by hand, and what the coded ones say."""
