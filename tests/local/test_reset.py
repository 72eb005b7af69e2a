"""A reset of a laptop's backend: nothing is left, and the folder is published as it is now."""

import shutil
from pathlib import Path

from chalicelib.domain.mechanics.blind_box.block import BlindBox
from local.backend import CAMPAIGNS, backend
from tests.local.laptop import OPEN, ask, sign_in


def test_a_reset_leaves_nothing_and_publishes_the_folder_as_it_is_now(tmp_path: Path) -> None:
    folder = tmp_path / "campaigns"
    shutil.copytree(CAMPAIGNS, folder)
    with backend(campaigns=folder) as running:
        ask(running, "POST", "/local/clock", {"now": OPEN})
        member, token = sign_in(running, "ana")
        ask(running, "POST", "/local/given", {"campaign": "care-box", "stock": {"rose": 0}})
        file = folder / "care-box" / "campaign.yaml"
        file.write_text(file.read_text().replace("limit: 50 a day", "limit: 60 a day"))

        status, answer = ask(running, "POST", "/local/reset", {})

        assert status == 200
        assert "care-box 1" in answer["published"]
        assert ask(running, "GET", "/local/clock")[1]["pretends"] is False
        assert ask(running, "GET", "/v1/me", **token)[0] == 404
        assert ask(running, "GET", "/local/stocks")[1] == {"stocks": []}
        ask(running, "POST", "/local/clock", {"now": OPEN})
        again, _ = sign_in(running, "ana")
        assert again != member
        published = running.parts.catalogue.definitions(running.clock()).campaign("care-box").campaign
        assert published.blocks(BlindBox)["care"].limit[0].count == 60


def test_a_folder_with_errors_resets_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "campaigns"
    shutil.copytree(CAMPAIGNS, folder)
    with backend(campaigns=folder) as running:
        _, token = sign_in(running, "ana")
        file = folder / "care-box" / "campaign.yaml"
        for slip in (("voucher: 10%", "voucher: 110%"), ("limit: 50 a day", "limit: often")):
            file.write_text(file.read_text().replace(*slip))
            status, problem = ask(running, "POST", "/local/reset", {})
            assert (status, problem["code"]) == (422, "invalid_body")
            assert "care-box/campaign.yaml:" in problem["detail"]
        assert ask(running, "GET", "/v1/me", **token)[0] == 200
