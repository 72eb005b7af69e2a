"""The sentences of each language, one file a language: `WORDS` by key, `form` for plurals, `ordinal` for `20th`.

A blank is `{name}`. `{n|day|days}` is the one of the forms that goes with n, by `form`. To add a language, write its
file and name it in `language.CATALOGUES`: a test holds it to the keys and blanks of the others.
"""
