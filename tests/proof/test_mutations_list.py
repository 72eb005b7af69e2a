"""The list of mutations still fits the code: cheap enough to be checked with every change of it."""

import ast
from collections import Counter
from functools import cache

import pytest

from tests.proof.mutations import HANDFUL, MUTATIONS
from tests.proof.mutations.mutation import ROOT, Mutation, NoLongerApplies


def test_there_are_many_and_each_has_its_name() -> None:
    names = [mutation.name for mutation in MUTATIONS]
    assert len(names) >= 40
    assert [name for name, n in Counter(names).items() if n > 1] == []
    assert set(HANDFUL) <= set(names)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_it_applies_at_one_place_and_leaves_python_behind(mutation: Mutation) -> None:
    assert ast.dump(ast.parse(mutation.mutated())) != _dumped(mutation.file)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_the_tests_that_should_notice_it_exist(mutation: Mutation) -> None:
    for test in mutation.tests.split():
        file, _, name = test.partition("::")
        assert (ROOT / file).is_file()
        assert f"def {name}" in _text(file)


@cache
def _text(file: str) -> str:
    return (ROOT / file).read_text()


@cache  # a file has many mutations
def _dumped(file: str) -> str:
    return ast.dump(ast.parse(_text(file)))


@pytest.mark.parametrize("old", ["not in that file", "\n"], ids=["nowhere", "everywhere"])
def test_a_mutation_that_does_not_apply_says_so(old: str) -> None:
    with pytest.raises(NoLongerApplies, match=r"times in chalicelib/settings\.py"):
        Mutation("name", "chalicelib/settings.py", old, "", "", "").mutated()
