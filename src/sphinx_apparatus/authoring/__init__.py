"""New notes and sources, and imports: what authors use."""
