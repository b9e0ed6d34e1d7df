"""Exports, written from records and never from HTML."""
