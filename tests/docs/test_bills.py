"""The guide to bills: its tour runs, and its tables say what the code says."""

import shutil

import pytest

from chalicelib.api import bills
from local.backend import backend
from tests.docs.pages import ROOT, blocks, page, rows, section, take

PAGE = page("docs/bills.md")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the guide's shell signs with openssl")
def test_the_tills_ask_as_the_guide_says() -> None:
    with backend(campaigns=ROOT / "examples" / "snacks") as running:
        take("\n".join(blocks(PAGE, "sh")), running.url)


def test_every_refusal_of_a_bill_is_explained() -> None:
    explained = {code.strip("`") for code, _ in rows(section(PAGE, "The refusals"))}
    own = {*bills.BILL_CODES, *bills.DEDUCTS} - {*bills.ELSEWHERE}
    assert explained == own
