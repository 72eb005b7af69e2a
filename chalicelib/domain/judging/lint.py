"""The whole lint: the shared rules, and each mechanic's own."""

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint import bags, calendar, chances, conditions, events, general, limits, prizes, reach, titles
from chalicelib.domain.lint.subject import Rule, subject
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.words.findings import Finding

RULES: tuple[Rule, ...] = (
    *(rule for shared in (general, titles, calendar, conditions, bags, limits, events) for rule in shared.RULES),
    *(rule for mechanic in MECHANICS for rule in mechanic.judged().rules),
    *(rule for shared in (chances, prizes, reach) for rule in shared.RULES),
)


def lint(campaign: Campaign, programme: Programme) -> list[Finding]:
    """All that is wrong or doubtful in a campaign as `reading.read` gave it, rule by rule; paths are the file's."""
    judged = subject(campaign, programme)
    return [finding for rule in RULES for finding in rule(judged)]
