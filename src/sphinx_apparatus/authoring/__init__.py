"""For those who write: new notes and sources, imports."""
