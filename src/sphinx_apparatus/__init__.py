"""Annotated critical editions with Sphinx."""
