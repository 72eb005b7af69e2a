"""How often a draw goes from one package to another between the edge and the answer: who reads it follows each step."""

import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any, Final

import chalicelib
from tests.api.caller import Api

ROOT: Final = f"{Path(chalicelib.__file__).parent}/"
MOST: Final = 109
"""Steps from package to package: half of the 219 from file to file that there were while `domain` was flat."""


def package(file: str) -> str:
    """The package of a file of ours: `store`, or of the domain the one below it, `play`."""
    first, *rest = file.removeprefix(ROOT).split("/")
    return rest[0] if first == "domain" else first.removesuffix(".py")


def steps(frame: FrameType) -> tuple[str, str] | None:
    """From where to where a call goes, whatever library lies between; None: it stays in its package."""
    caller = frame.f_back
    while caller is not None and not caller.f_code.co_filename.startswith(ROOT):
        caller = caller.f_back
    if caller is None:
        return None
    pair = (package(caller.f_code.co_filename), package(frame.f_code.co_filename))
    return None if pair[0] == pair[1] else pair


def test_a_draw_goes_from_package_to_package_at_most_so_often(api: Api, token: str) -> None:
    path = "/v1/campaigns/spa/boxes/plain/draw"
    api.report([paid(api, token)])
    for _ in range(2):
        api.act("/v1/events", token, {"type": "shop.visited"})
    assert api.act(path, token).status_code == 200  # what a container learns once is not counted
    found: Counter[tuple[str, str]] = Counter()

    def note(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(ROOT) and (step := steps(frame)):
            found[step] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        answer = api.act(path, token)
    finally:
        sys.setprofile(before)

    assert answer.status_code == 200
    assert found.total() <= MOST, found.most_common()
    assert found["mechanics", "play"] > 0  # it was looked at


def paid(api: Api, token: str) -> dict[str, Any]:
    """An order that gives draws, and begins rounds of challenges."""
    member = api.get("/v1/me", token).json_body["me"]["member"]
    data = {"order": "draws", "amount": "3000.00 CNY"}
    return {"id": "draws", "source": "shop", "type": "order.paid", "subject": member, "time": api.time(), "data": data}
