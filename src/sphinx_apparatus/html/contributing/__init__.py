"""What readers send back: new notes and corrections, from the page to the repository's host."""
