"""The wording as gettext catalogues, and the tools that keep them. docs/languages.md says how to use them."""
