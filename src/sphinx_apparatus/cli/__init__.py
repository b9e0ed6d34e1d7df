"""The command ``sphinx-apparatus``: a module for each sub-command, or for all with one first word.

``check`` is the module ``check``: ``add_arguments`` declares what it takes, ``run`` does the work
and returns the exit status, and the docstring of the module is the help: a line on what it does,
details, and an example. ``new note`` is in ``new``, and likewise ``import …`` in ``imports`` and
``export …`` in ``exports``: ``add_note_arguments`` and ``run_note``, whose docstring is the help.
:mod:`~sphinx_apparatus.cli.main` lists the sub-commands, reads the options and calls one of them.
"""
