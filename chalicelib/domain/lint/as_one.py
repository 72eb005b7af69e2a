"""Conditions on texts that name several values as one, or look for a word otherwise than by `has`: nothing is so."""

import re
from collections.abc import Iterator

from chalicelib.domain.lint.subject import warning
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Condition

_SEVERAL = re.compile(r"[,，、;；|]| / |\bor\b|或者|或(?!许)")
_AROUND = " []()\"'“”‘’"
_LOOKS = re.compile(r"(?:has|have|contains?|includes?|including|包含|含有?)\b[: ]*(?P<word>.+)", re.IGNORECASE)


def several_as_one(path: Path, condition: Condition) -> Iterator[Finding]:
    """Warn of what a condition on a text says as one value, and hardly means as one."""
    for value in condition.values:
        if len(_parts(value)) > 1:
            listed = ", ".join(one for each in condition.values for one in _parts(each))
            yield warning(path, "one-value", _of_several(condition, value, f"[{listed}]"))
            return
        looks = _LOOKS.fullmatch(value) if condition.op == "is" else None
        if looks:
            message = f'"{value}" is compared with all of the text: to look for the word, write has {looks["word"]}'
            yield warning(path, "one-value", message)
            return


def _parts(value: str) -> list[str]:
    return [part.strip(_AROUND) for part in _SEVERAL.split(value) if part.strip(_AROUND)]


def _of_several(condition: Condition, value: str, listed: str) -> str:
    if condition.op == "has":
        return f'it looks for "{value}" as one word: for any of them, write has {listed}'
    if condition.op == "not":
        return f'"{value}" is one value, and not says it of one alone: name in a list those that are meant'
    return f'"{value}" is one value: for any of them, write {listed}'
