"""The command ``sphinx-apparatus``: a module for each sub-command, or for a few of one kind.

``check`` is the module ``check``: ``add_arguments`` declares what it takes, ``run`` does the work
and returns the exit status, and the docstring of the module is the help: a line on what it does,
details, and an example. ``new note`` is in ``new``: ``add_note_arguments`` and ``run_note``, whose
docstring is the help; likewise ``import …`` is in ``imports``, ``verdict`` in ``changes``.
:mod:`~sphinx_apparatus.cli.main` lists the sub-commands and the modules that some share, reads the
options and calls one of them.
"""
