"""The commands that are used by hand: the bench on which theme rules are written and checked."""
