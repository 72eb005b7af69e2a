"""Reads the data that botocore makes a client from, which takes half of the time that a container needs for its own.

botocore looks into each of its four hundred services to list those that have a model, and parses the models by the
standard library into ordered dictionaries. The names of the folders will do, the order is kept by any dictionary, and
msgspec is here already.
"""

import os
from collections.abc import Callable
from typing import Any

import msgspec
from botocore.loaders import JSONFileLoader, Loader


class DataLoader(Loader):  # type: ignore[misc] # botocore ships no types
    """A session's component `data_loader`, of the models that botocore brings along. Raises what its own raises."""

    def __init__(self) -> None:
        super().__init__(file_loader=_Files())

    def list_available_services(self, type_name: str) -> list[str]:
        return os.listdir(self.BUILTIN_DATA_PATH)


class _Files(JSONFileLoader):  # type: ignore[misc]
    def _load_file(self, full_path: str, open_method: Callable[..., Any]) -> Any:
        if not os.path.isfile(full_path):
            return None
        with open_method(full_path, "rb") as file:
            return msgspec.json.decode(file.read())
