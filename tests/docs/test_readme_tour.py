"""The README's five minutes, to the letter."""

from tests.docs.pages import LAPTOP, blocks, page, section, steps, take


def tour() -> str:
    return "\n".join(blocks(section(page("README.md"), "Five minutes with it"), "sh"))


def test_the_tour_shows_what_the_readme_says(url: str) -> None:
    take(tour(), url)


def test_nothing_of_the_tour_is_passed_over() -> None:
    commands = "".join(step.commands for step in steps(tour()))
    shown = [one for step in steps(tour()) for one in step.shown]

    assert tour().count(LAPTOP) == 1
    assert len(shown) == tour().count("#>") >= 10
    assert commands.count("curl ") + commands.count("play ") >= 10
    assert sum(map(len, tour().split())) == sum(map(len, commands.split())) + sum(
        len("".join(one.split())) + len("#>") for one in shown
    )
