"""The sheet of a campaign's report that tells of content, and its lines in a CSV file."""

from cli.reporting.lines import campaign_lines
from cli.reporting.sheets import sheets
from cli.reporting.words import ENGLISH
from tests.domain.test_contents import read_and_opened


def test_each_content_has_a_row_and_its_lines() -> None:
    made = read_and_opened()

    [sheet] = [one for one in sheets(made) if one.title == "Content"]
    told = {(line["figure"], line["of"]): line["value"] for line in campaign_lines(made, ENGLISH)}
    assert told["content_seconds", "circle/cake"] == 99
    assert told["content_by_link", "circle/tea"] == 0
    assert [row.cells for row in sheet.rows] == [
        ("cake", "4", "4", "3", "3", "33 s"),
        ("tea", "1", "1", "0", "0", "–"),
    ]
