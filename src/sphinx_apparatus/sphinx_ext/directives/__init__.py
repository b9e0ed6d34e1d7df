"""Directives, a module for each kind of page."""
