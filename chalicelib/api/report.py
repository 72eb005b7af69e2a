"""A campaign's report, and counting all of them anew."""

from msgspec.structs import replace

from chalicelib.api.examples import NOW
from chalicelib.api.manage import KNOWN, ONE
from chalicelib.api.route import Call, Reply, ResponseBody, Route
from chalicelib.api.shapes import Body
from chalicelib.domain.derived import programme_report, report_lines, value_report
from chalicelib.domain.words.values import Money
from chalicelib.services.report import RebuildStep


class CampaignReport(ResponseBody, frozen=True, kw_only=True):
    """A campaign by numbers."""

    report: report_lines.Report
    """A few seconds behind, and without refusals, which leave no receipt."""


class ReportOfProgramme(ResponseBody, frozen=True, kw_only=True):
    """The programme by numbers."""

    report: programme_report.ProgrammeReport
    """A few seconds behind, and without refusals, which leave no receipt."""


class RebuildBody(Body, frozen=True, kw_only=True):
    """One step of counting all receipts anew."""

    anew: bool = False
    """Begin again from the start, even where a rebuild is under way."""


class Rebuilding(ResponseBody, frozen=True, kw_only=True):
    """How far a rebuild has come."""

    step: RebuildStep
    """The step that this call did."""


def _report(call: Call) -> Reply:
    return Reply(
        CampaignReport(server_time=call.now, report=call.parts.operations.reports.of(call.ids["campaign"], call.now))
    )


def _of_programme(call: Call) -> Reply:
    return Reply(ReportOfProgramme(server_time=call.now, report=call.parts.operations.reports.of_programme()))


def _rebuild(call: Call) -> Reply:
    return Reply(Rebuilding(server_time=call.now, step=call.parts.operations.reports.rebuild(call.body.anew)))


_COUNTS = {"actions": 3, "members": 2, "started/days/visit": 2, "done/days/visit": 1, "done/days": 1, "prizes/pin": 1}

_EXAMPLE = report_lines.Report(
    campaign="spa-week",
    timezone="Asia/Shanghai",
    actions=3,
    reach=2,
    joined=0,
    tasks=[report_lines.TaskLine("days", "visit", started=2, done=1)],
    challenges=[report_lines.ChallengeLine("days", done=1)],
    prizes=[report_lines.PrizeLine("pin", 1, stock=500, per=None, value=Money(250, "CNY"), cost=Money(250, "CNY"))],
    blocks=[report_lines.BlockLine("challenges/days/visit", 1, stock=None, per=None)],
    fragments={},
    earned=0,
    spent=0,
    budget=Money(100_000, "CNY"),
    cost=[Money(250, "CNY")],
    refusals=report_lines.Refusals(),
    days=[report_lines.Day("2026-06-01", _COUNTS)],
    tags=[report_lines.TagLine("skin/dry", given=2, ended=1)],
    orders=2,
    amount=[Money(59_800, "CNY")],
    points_cost=Money(0, "CNY"),
)

_BOUGHT = value_report.BoughtLine(
    month="2026-06",
    buyers=2,
    orders=3,
    amount=[Money(89_700, "CNY")],
    order_value=[Money(29_900, "CNY")],
    frequency=150,
    first=1,
    second=1,
    refunds=1,
    refunded=[Money(9_900, "CNY")],
)

_BY_GUESTS = value_report.BoughtLine(
    month="2026-06",
    buyers=1,
    orders=1,
    amount=[Money(19_900, "CNY")],
    order_value=[Money(19_900, "CNY")],
    frequency=100,
    first=1,
    second=0,
    refunds=0,
    refunded=[],
)

_FUNNEL = value_report.FunnelLine(month="2026-06", visits=40, joined=3, first=1, second=1)

_VALUE = value_report.ValueReport(
    members=replace(_BOUGHT, month=""),
    guests=replace(_BY_GUESTS, month=""),
    repurchase_members=1000,
    repurchase_guests=0,
    members_by_month=[_BOUGHT],
    guests_by_month=[_BY_GUESTS],
    funnel=replace(_FUNNEL, month=""),
    funnel_by_month=[_FUNNEL],
    cohorts=[
        value_report.CohortLine(
            month="2026-06",
            joined=3,
            ages=[value_report.CohortMonth(months=0, buyers=2, amount=[Money(89_700, "CNY")])],
        )
    ],
)

_OF_PROGRAMME = programme_report.ProgrammeReport(
    timezone="Asia/Shanghai",
    bills=2,
    cancelled=1,
    coupons_used=2,
    points_paid=8900,
    points_worth=Money(8900, "CNY"),
    points_ended=40,
    tiers=[programme_report.TierLine("", "silver", 1, up=True)],
    days=[report_lines.Day("2026-06-01", {"bills/paid": 3, "points/paid": 8900, "tiers//silver": 1})],
    titles={"silver": {"zh-CN": "银牌会员", "en": "Silver"}},
    tags_ended={"likes/tea": 3},
    value=_VALUE,
)

ROUTES = (
    Route(
        "programme_report",
        "GET",
        "/v1/manage/report",
        "The programme by numbers: bills, points, tiers; members against guests, the funnel, cohorts.",
        _of_programme,
        ReportOfProgramme,
        ReportOfProgramme(server_time=NOW, report=_OF_PROGRAMME),
        "manager",
    ),
    Route(
        "report",
        "GET",
        f"{ONE}/report",
        "A campaign by numbers: reach, funnel, prizes against stock and budget, day by day.",
        _report,
        CampaignReport,
        CampaignReport(server_time=NOW, report=_EXAMPLE),
        "manager",
        codes=KNOWN,
    ),
    Route(
        "rebuild_report",
        "POST",
        "/v1/manage/report/rebuild",
        "One step of counting all receipts anew; ask again until it is done.",
        _rebuild,
        Rebuilding,
        Rebuilding(server_time=NOW, step=RebuildStep(2, False, looked=24_000, total=61_500, counted=19_212)),
        "manager",
        body=RebuildBody,
        example_body=RebuildBody(),
        codes=("report_rebuilding",),
    ),
)
