extensions = ["sphinx_apparatus"]
apparatus_site = True
