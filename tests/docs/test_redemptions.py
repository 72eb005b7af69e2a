"""The guide to redemptions for points and cash: its tour runs, and its tables say what the code says."""

import shutil

import pytest

from chalicelib.api import redemptions
from local.backend import backend
from tests.docs.pages import ROOT, blocks, page, rows, section, take

PAGE = page("docs/redemptions.md")
ELSEWHERE = {"unknown_member", "unknown_campaign", "number_full", "record_full", "newer_shape"}
"""The codes that every other action may have too, or that the guide's requests tell of."""


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the guide's shell signs with openssl")
def test_a_shop_says_what_the_guide_says() -> None:
    with backend(campaigns=ROOT / "examples" / "cosmetics") as running:
        take("\n".join(blocks(PAGE, "sh")), running.url)


def test_every_refusal_is_explained() -> None:
    explained = {code.strip("`") for code, _ in rows(section(PAGE, "The refusals"))}
    stated = {code for route in redemptions.ROUTES for code in route.codes}
    keys = {"idempotency_key_reused", "receipt_gone", "definitions_stale", "definitions_unreadable"}
    assert explained == stated - ELSEWHERE - keys
