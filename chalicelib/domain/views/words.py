"""The words and pictures of a campaign or the programme: for all members the same, and for good by its hash."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from chalicelib.domain.file.annotations import hidden
from chalicelib.domain.file.blocks import Block, Placed, blocks
from chalicelib.domain.file.campaign import Campaign, Prize, PrizeKind
from chalicelib.domain.file.phrases.moments import moment_text
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.words.values import Duration, Money, Title


class BlockWords(Struct, frozen=True, kw_only=True):
    """The words of one block."""

    title: Title | None
    """The name to show, or one by locale; null where the file gives none."""
    text: Title | None
    """A sentence or two below it, likewise; null where the file gives none."""
    image: str | None
    """The address of its picture; null where the file gives none."""
    extra: Mapping[str, str | int | float | bool]
    """All that the file tells front ends beside, as it is; empty where it tells nothing."""


class PrizeWords(BlockWords, frozen=True, kw_only=True):
    """The words of a prize, and what it is."""

    kind: PrizeKind
    """coupon, gift, badge, points, draws, fragments, pool, or nothing."""
    value: Money | None
    """The worth of one; null where the file does not say."""
    coupon: str | None
    """The terms of a coupon, `20.00 CNY off 148.00 CNY`; null: it is none."""
    points: int
    """Points that come in its place; 0: none."""
    draws: Mapping[str, int]
    """Draws that come in its place, by box."""
    fragments: Mapping[str, int]
    """Fragments that come in its place, as COLLECTION/NAME, or COLLECTION/random."""
    gift: str | None
    """The shop's name of the thing; null: it is none."""
    badge: str | None
    """The name of the badge; null: it is none."""
    pool: str | None
    """The pool of a partner's codes that it is one of; null: it is none."""
    valid: str | None
    """How long it is good, as the file has it: `30 days`, `end of month`; null: it does not say."""


class CampaignWords(Struct, frozen=True, kw_only=True):
    """The words and pictures that members see of one version of a campaign."""

    campaign: str
    """The campaign's id."""
    version: str
    """The version, as `NUMBER:HASH`."""
    blocks: dict[str, BlockWords]
    """The words of each block by the path of its names, as receipts say in `why`: `challenges/spend/buy`,
    `collections/outfit/hem`; the campaign's own under the empty text. What a quiz asks is told as it is asked."""
    prizes: dict[str, PrizeWords]
    """The prizes by their names."""


class ProgrammeWords(Struct, frozen=True, kw_only=True):
    """The words and pictures that members see of one version of the programme."""

    hash: str
    """The hash of the version."""
    blocks: dict[str, BlockWords]
    """The words of each tier, channel and tag by the path of its names: `tiers/gold`, `channels/mini`,
    `tags/skin/dry`."""


def campaign_words(campaign: Campaign, version: str, images: str) -> CampaignWords:
    """The words of a campaign. images: the address below which the pictures of all campaigns lie; empty: nowhere."""
    placed = [one for one in blocks(campaign) if one.path[:1] != ("prizes",) and not _is_hidden(one)]
    return CampaignWords(
        campaign=campaign.campaign,
        version=version,
        blocks={one.key if one.path else "": _block(one.block, campaign.campaign, images) for one in placed},
        prizes={name: prize_words(prize, campaign.campaign, images) for name, prize in campaign.prizes.items()},
    )


def programme_words(programme: Programme, hash: str, images: str) -> ProgrammeWords:
    """The words of the programme. images: as of a campaign's."""
    placed = [one for one in blocks(programme) if one.path]
    return ProgrammeWords(hash=hash, blocks={one.key: _block(one.block, PROGRAMME, images) for one in placed})


def prize_words(prize: Prize, campaign: str, images: str) -> PrizeWords:
    """The words of a prize of a campaign, and what it is. images: as of a campaign's."""
    valid = prize.valid
    return PrizeWords(
        title=prize.title,
        text=prize.text,
        image=_address(prize.image, campaign, images),
        extra=prize.extra,
        kind=prize.kind,
        value=prize.value,
        coupon=prize.coupon.spelled if prize.coupon else None,
        points=prize.points,
        draws=prize.draws,
        fragments=prize.fragments,
        gift=prize.gift,
        badge=prize.badge,
        pool=prize.pool,
        valid=None if valid is None else valid.spelled if isinstance(valid, Duration) else moment_text(valid),
    )


def _is_hidden(placed: Placed) -> bool:
    """Whether it stands under a key that members read in no file."""
    kinds: list[Any] = [type(around) for around in placed.around]
    return any(hidden(kind).intersection(placed.path) for kind in kinds)


def _block(block: Block, home: str, images: str) -> BlockWords:
    return BlockWords(title=block.title, text=block.text, image=_address(block.image, home, images), extra=block.extra)


def _address(image: str | None, home: str, images: str) -> str | None:
    """Where a picture is; home: the folder of the file that names it."""
    if image is None or image.startswith("https://"):
        return image
    return f"{images}/{home}/{image}" if images else None
