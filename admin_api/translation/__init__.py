"""Pages in other languages: what a template says is found, and replaced, while the template is compiled.

The English environment compiles the templates as they stand. Every other language has an environment of its
own, in which `templates` has put its words in the place of the English ones: a page costs the same in every
language. docs/languages.md says how to translate.
"""
