"""Writes the OpenAPI document, and that of each reader, into a folder."""

import sys
from pathlib import Path

import msgspec

from chalicelib.api.openapi import document
from chalicelib.api.readers import READERS
from chalicelib.api.routes import ROUTES

folder = Path(sys.argv[1])
for reader in (None, *READERS):
    made = msgspec.json.encode(document(ROUTES, reader))
    (folder / f"{reader or 'openapi'}.json").write_bytes(msgspec.json.format(made))
