"""The command ``sphinx-apparatus``: one module for each sub-command.

Each module has ``add_arguments``, which declares what it takes, and ``run``, which does the work
and returns the exit status. Its docstring is the help text: a line on what it does, details, and
an example. :mod:`~sphinx_apparatus.cli.main` reads the options and calls one of them.
"""
