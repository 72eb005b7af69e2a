"""The pictures of campaigns on a laptop: those of the folder, and nothing else of it."""

from pathlib import Path

import pytest

from local.pictures import picture

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"


@pytest.mark.parametrize("path", ["/images/care-box/pictures/rose.svg", "/images/programme/gold.svg"])
def test_a_picture_is_served_as_what_it_is_and_nothing_in_it_runs(path: str) -> None:
    found = picture(CAMPAIGNS, path)
    assert found is not None
    assert found.content.startswith(b"<svg ")
    assert found.headers["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in found.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/images/care-box/campaign.yaml",
        "/images/care-box/pictures/none.svg",
        "/images/care-box/../programme/gold.svg",
        "/images/care-box/%2e%2e/programme/gold.svg",
        "/images//etc/passwd",
        "/images/..",
        "/pictures/rose.svg",
    ],
)
def test_nothing_else_is_served(path: str) -> None:
    assert picture(CAMPAIGNS, path) is None


def test_a_link_that_leads_out_of_the_folder_is_no_picture(tmp_path: Path) -> None:
    folder, outside = tmp_path / "campaigns", tmp_path / "secret.svg"
    (folder / "mine").mkdir(parents=True)
    outside.write_text("<svg/>", encoding="utf-8")
    (folder / "mine" / "a.svg").symlink_to(outside)
    (folder / "mine" / "b.svg").write_text("<svg/>", encoding="utf-8")
    (folder / "mine" / "c.svg").symlink_to(folder / "mine" / "b.svg")

    assert [picture(folder, f"/images/mine/{name}.svg") is not None for name in "abc"] == [False, True, True]
