"""The pieces of the template are joined so that none hides what another says."""

import pytest

from infra.pieces import Clash, join, joined


def test_pieces_may_add_to_the_same_resource() -> None:
    first = {"Resources": {"A": {"Properties": {"Size": 1}}}, "Outputs": {"One": 1}}
    second = {"Resources": {"A": {"Properties": {"Name": {"Ref": "Stage"}}}, "B": {}}}

    assert join({"first": first, "second": second}) == {
        "Resources": {"A": {"Properties": {"Size": 1, "Name": {"Ref": "Stage"}}}, "B": {}},
        "Outputs": {"One": 1},
    }


@pytest.mark.parametrize(
    ("mine", "yours"),
    [(1, 2), (1, 1), ({"Ref": "X"}, {"Ref": "Y"}), ({"Ref": "X"}, {"Fn::Sub": "y"}), ({"a": 1}, 1), ([1], [2])],
)
def test_two_pieces_that_define_the_same_property_are_refused(mine: object, yours: object) -> None:
    pieces = {"mine": {"Resources": {"A": {"Size": mine}}}, "yours": {"Resources": {"A": {"Size": yours}}}}

    with pytest.raises(Clash, match=r"yours\.json: Resources: A: Size"):
        join(pieces)


def test_the_pieces_of_this_folder_do_not_clash_and_are_not_changed_by_joining() -> None:
    assert joined() == joined()
