apparatus_require = ["keys"]
