"""CSV files as spreadsheets open them."""

ENCODING = "utf-8-sig"
"""Spreadsheets tell UTF-8 by the byte order mark."""


def harmless(value: object) -> object:
    """A spreadsheet takes a text that begins with one of these for a formula, and the text may be anybody's."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value
