"""Drawings as SVG, a module for each; ``verdict_shapes`` has the shapes of verdicts' signs."""
