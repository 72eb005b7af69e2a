"""The lint of a file with thousands of lines takes little longer than YAML's own reader, whatever it finds."""

from pathlib import Path
from time import process_time

from ruamel.yaml import YAML

from tests.cli.slip_cases.judged import beside_the_shipped, said
from tests.cli.slip_cases.slips import GOOD


def test_a_box_of_three_thousand_rows_with_guarantees_takes_little_longer_than_reading_it(tmp_path: Path) -> None:
    rows = [f"p{n}" for n in range(3000)]
    text = "\n".join(
        [
            GOOD.partition("challenges:")[0],
            "blind_boxes:",
            "  tea:",
            "    costs: {points: 10}",
            "    odds:",
            *(f"      {row}: {'1/144' if row == 'p0' else 'rest'}" for row in rows),
            "    guarantees:",
            "      - {of: [p0], within: 144, ramp: {from: 100, step: 2%}}",
            f"      - {{of: [{', '.join(rows[:300])}], within: 10}}",
            "    limit: 50 a day",
            "    min_age: 8",
            "    guardian_under: 18",
            "prizes:",
            *(f"  {row}: {{gift: {row}, value: 9.00 CNY}}" for row in rows),
        ]
    )
    assert said_soon(beside_the_shipped(tmp_path), text) == []


def test_three_thousand_names_that_nothing_has_are_told_as_soon(tmp_path: Path) -> None:
    odds = "\n".join(f"      p{n}: rest" for n in range(3000))
    prizes = "\n".join(f"  q{n}: {{gift: q{n}, value: 9.00 CNY}}" for n in range(1000))
    text = f"{GOOD.partition('challenges:')[0]}blind_boxes:\n  tea:\n    odds:\n{odds}\nprizes:\n{prizes}\n"
    found = said_soon(beside_the_shipped(tmp_path), text)
    assert sum('there is no prize "p' in message for _, _, message in found) == 3000


def said_soon(campaigns: Path, text: str) -> list[tuple[int, str, str]]:
    """What is said, in at most thrice the time that YAML's own reader takes for the text, the better of two each."""
    judging, reading = [], []
    for _ in range(2):
        began = process_time()
        found = said(campaigns, text)
        judging.append(process_time() - began)
        began = process_time()
        YAML().compose(text)
        reading.append(process_time() - began)
    assert min(judging) < 3 * min(reading), (judging, reading)
    return found
