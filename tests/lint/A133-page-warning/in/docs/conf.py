extensions = ["sphinx_apparatus"]
