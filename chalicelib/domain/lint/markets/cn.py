"""China: prize promotions, blind boxes, and what the platform that most mini programs run on allows."""

from collections.abc import Iterator

from chalicelib.domain.file.blocks import blocks, has, having, stated
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.markets.cn_friends import levels, referral, rewards_of_sharing
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.values import Costs, MinAge, PrizeOdds, Sending

TOP_PRIZE = 50_000_00
"""Minor units of CNY: the most that one prize may be worth."""

MIN_AGE, CONSENT_UNDER = 8, 18


def rules(campaign: Campaign, programme: Programme) -> Iterator[Finding]:
    """Judge by the rules of mainland China: what they forbid, and what they advise against."""
    yield from _top_prize(campaign)
    yield from _ages(campaign)
    yield from _empty_boxes(campaign)
    yield from rewards_of_sharing(campaign)
    yield from referral(campaign)
    yield from levels(campaign)
    yield from _sending(campaign)
    yield from _messages(programme)


def _top_prize(campaign: Campaign) -> Iterator[Finding]:
    """Source: SAMR, Interim Provisions on Regulating Promotion (2020), article 17: at most 50,000 CNY a prize."""
    for name, prize in campaign.prizes.items():
        if prize.value and prize.value.currency == "CNY" and prize.value.minor > TOP_PRIZE:
            message = "no prize may be worth more than 50000.00 CNY (China, prize promotions): choose a smaller one"
            yield Finding(("prizes", name, "value"), "error", "cn-top-prize", message)
        elif prize.gift and not prize.value:
            message = (
                "without its value nobody can tell that it is within 50000.00 CNY (China, prize promotions): add it"
            )
            yield Finding(("prizes", name), "warning", "cn-no-value", message)


def _ages(campaign: Campaign) -> Iterator[Finding]:
    """Source: SAMR, guidance on blind boxes (June 2023): none under 8, a guardian's consent from 8 to 18."""
    source = "China, SAMR guidance on blind boxes of 2023"
    for path, box in ((one.path, one.block) for one in blocks(campaign) if has(one.block, MinAge)):
        if box.min_age is None or box.min_age < MIN_AGE:
            message = f"a blind box is for nobody under {MIN_AGE} ({source}): write min_age: {MIN_AGE} or more"
            yield Finding((*path, "min_age"), "error", "cn-min-age", message)
        is_for_children = box.min_age is None or box.min_age < CONSENT_UNDER
        if is_for_children and (box.guardian_under is None or box.guardian_under < CONSENT_UNDER):
            message = (
                f"under {CONSENT_UNDER} it needs a guardian's consent ({source}): write guardian_under: {CONSENT_UNDER}"
            )
            yield Finding((*path, "guardian_under"), "error", "cn-consent", message)


def _empty_boxes(campaign: Campaign) -> Iterator[Finding]:
    """Source: the same guidance: whoever sells blind boxes sets up no empty ones."""
    for odds in having(campaign, PrizeOdds):
        paid = any(costs.value.assets for costs in stated(odds.by, Costs))
        blanks = [row for row in odds.value if row in campaign.prizes and campaign.prizes[row].nothing]
        if paid and blanks:
            message = (
                f"{', '.join(blanks)} is no prize, and a blind box that is paid for may not be empty (China, SAMR "
                "guidance on blind boxes of 2023): give a badge or some points instead, or ask counsel"
            )
            yield Finding((*odds.by.path, "odds"), "warning", "cn-empty-box", message)


def _sending(campaign: Campaign) -> Iterator[Finding]:
    """Source: WeChat's operating rules for mini programs; cards that are collected by sharing are named there."""
    for send in having(campaign, Sending):
        if send.value:
            message = (
                "cards that members send each other may be taken for collecting by sharing (WeChat's operating rules): "
                "ask counsel, or leave out send"
            )
            yield Finding(send.path, "warning", "cn-sending", message)


def _messages(programme: Programme) -> Iterator[Finding]:
    """Source: Advertisement Law of the PRC, article 43: no advertisement to a person's phone without consent; the
    Provisions on Short Message Services (2015), article 18, say the same of commercial texts."""
    for name, channel in programme.channels.items():
        if "sms" in name.lower().split("-") and channel.needs != "consent":
            message = (
                f"{name} needs each member's consent (China, Advertisement Law, article 43): "
                "write needs: consent in programme.yaml"
            )
            yield Finding(("market",), "error", "cn-sms-consent", message)
