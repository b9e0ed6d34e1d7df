"""The bibliography as records."""
