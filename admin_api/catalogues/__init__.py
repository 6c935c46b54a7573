"""The words of the pages as gettext catalogues. `python -m admin_api.catalogues` keeps them in step.

docs/languages.md says how to use it.
"""
