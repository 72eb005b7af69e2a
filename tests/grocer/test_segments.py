"""The segments of a real grocer's members after a year are those that pandas finds in the orders."""

import json
import os
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from chalicelib.domain.views.segments import segments, settled
from tests.grocer.test_value import CHICAGO, HERE, NOW, Grocer, Paid, orders_of, refunds_of, written

SEGMENTS = {
    "recent": {"last_order": "within 7 days"},
    "quiet": {"last_order": "8 to 60 days ago"},
    "silent": {"last_order": "more than 60 days ago"},
    "often": {"orders": "at least 100"},
    "spring": {"orders": "at least 20 in 3 months"},
    "dear": {"spent": "at least 2000.00 USD in 12 months", "last_order": "within 30 days"},
}


class Segmented(Grocer):
    """The grocer, who keeps his members apart by what they bought."""

    def __init__(self) -> None:
        super().__init__({"currency": "USD", "segments": SEGMENTS})
        self.found: dict[str, list[str]] = {name: [] for name in SEGMENTS}

    def _tell(self, orders: list[Paid], refunds: dict[str, list[int]]) -> None:
        super()._tell(orders, refunds)
        for member in self.store.members.values():
            for one in segments(settled(self.definitions, member, NOW)):
                if one.holds:
                    self.found[one.name].append(member.id)


def test_a_year_by_household(tmp_path: Path) -> None:
    if "GROCER" not in os.environ:
        pytest.skip("with data of its own: make grocer")
    text = subprocess.run(  # noqa: S603 - ours
        [os.environ["GROCER"], str(HERE / "extract.py"), "2017-01-01", "365"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    orders = [one for one in orders_of(text) if one.kind == "member"]
    refunds, grocer = refunds_of(orders), Segmented()
    grocer.tell(orders, refunds)
    day = datetime.fromtimestamp(NOW / 1000, CHICAGO).date().isoformat()
    words = [os.environ["GROCER"], str(HERE / "segments.py"), *written(orders, refunds, tmp_path), day]
    told = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)  # noqa: S603 - ours
    assert {name: sorted(members) for name, members in grocer.found.items()} == told
    assert all(told.values()), "there is somebody in each"
