"""The words of reports, in the languages that they come in: each figure with its definition in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cli.reporting.words_of_campaigns import IN_CHINESE

LOCALES: Final = ("en", "zh-CN")


@dataclass(frozen=True)
class Figure:
    """A number that a report tells."""

    key: str
    """As it is called in a CSV file, in every language."""
    name: str
    """As people call it, in the language of the report."""
    said: str
    """Its definition, in one sentence."""


class Words:
    """The words of one language."""

    def __init__(self, locale: str = "en") -> None:
        self.locale = locale
        self._at = LOCALES.index(locale)

    def __call__(self, key: str) -> str:
        """A word or a phrase, by its key or as it is in English."""
        if key in PHRASES:
            return PHRASES[key][self._at]
        return key if self.locale == "en" else IN_CHINESE[key]

    def several(self, n: int, key: str) -> str:
        """A phrase in the number that goes with n."""
        one, _, many = self(key).partition("|")
        return one if n == 1 or not many else many

    def figure(self, key: str) -> Figure:
        """A figure with its definition."""
        return Figure(key, *FIGURES[key][self._at])


PHRASES: Final[Mapping[str, tuple[str, str]]] = {
    "report": ("report", "报告"),
    "programme": ("The programme", "会员计划"),
    "as of": ("As of", "截至"),
    "no refusals": (
        "Refusals are not in here: a refusal leaves no receipt. Their number by code is in the metrics.",
        "这里不含被拒绝的请求：拒绝不留收据，按代码的次数在监控指标里。",
    ),
    "bill paid": ("bill paid|bills paid", "已付账单"),
    "payment cancelled": ("payment cancelled|payments cancelled", "已撤销付款"),
    "coupon used": ("coupon used|coupons used", "已用优惠券"),
    "point paid": ("point paid at tills|points paid at tills", "积分抵现"),
    "worth paid": ("worth of the points paid", "抵现积分的价值"),
    "point ended": ("point ended|points ended", "到期积分"),
    "rose": ("rose to a higher tier", "升级人次"),
    "fell": ("fell to a lower tier", "降级人次"),
    "no tier": ("no tier", "无等级"),
    "up": ("up", "升"),
    "down": ("down", "降"),
    "tier moves": ("Moves between tiers", "等级变动"),
    "from to": ("from → to", "原等级 → 新等级"),
    "times": ("times", "次数"),
    "moves": ("tier moves", "等级变动"),
    "against the most": ("against the most", "与最多者相比"),
    "each month": ("Month by month", "逐月"),
    "each day": ("Day by day", "逐日"),
    "bills": ("bills", "账单"),
    " a month": (" a month", "（每月）"),
    " a day": (" a day", "（每日）"),
    "bills/paid": ("bills paid", "已付账单"),
    "coupons/used": ("coupons used", "已用优惠券"),
    "bills/cancelled": ("payments cancelled", "已撤销付款"),
    "coupons/returned": ("coupons that came back", "退回的优惠券"),
    "points/paid": ("points paid", "抵现积分"),
    "points/returned": ("points that came back", "退回的积分"),
    "points/ended": ("points ended", "到期积分"),
    "members": ("members", "会员"),
    "guests": ("guests", "非会员"),
    "against": ("Members against guests", "会员与非会员对比"),
    "funnel": ("From a visit to the second order", "从到访到复购"),
    "members by month": ("Members, month by month", "会员逐月"),
    "guests by month": ("Guests, month by month", "非会员逐月"),
    "cohort buyers": ("Members who bought, by month of joining", "按入会月份看下单会员"),
    "cohort amount": ("Amount of orders, by month of joining", "按入会月份看订单金额"),
    "amount a month": ("Amount of orders a month", "每月订单金额"),
    "buyers a month": ("Buyers a month", "每月下单人数"),
    "cost": ("Cost and return", "成本与回报"),
    "month": ("month", "月份"),
    "joined in": ("joined in", "入会月份"),
    "of those before": ("of the step before", "占上一步"),
    "number": ("number", "数量"),
    "before": ("before", "此前"),
    "in percent": ("In percent of those who joined.", "占该月入会人数的百分比。"),
    "no value": ("no order yet", "还没有订单"),
}
"""By key: in English, in Chinese."""

FIGURES: Final[Mapping[str, tuple[tuple[str, str], tuple[str, str]]]] = {
    "buyers": (
        ("buyers", "Persons with an order of which anything is left, by the month in which it was paid."),
        ("下单人数", "有订单且未全额退款的人数，按付款月份计。"),
    ),
    "orders": (
        ("orders", "Orders of which anything is left; a member's counts once a campaign counted it."),
        ("订单数", "未全额退款的订单数；会员的订单在某个活动计入后才算。"),
    ),
    "amount": (
        ("amount", "What is left of these orders after refunds."),
        ("订单金额", "这些订单扣除退款后的金额。"),
    ),
    "order_value": (
        ("order value", "The amount divided by the orders, rounded down to the smallest coin."),
        ("客单价", "订单金额除以订单数，舍去不足最小货币单位的部分。"),
    ),
    "frequency": (
        ("orders a buyer", "Orders divided by buyers, rounded down to hundredths."),
        ("人均订单数", "订单数除以下单人数，舍去百分位以下的部分。"),
    ),
    "first": (
        ("first orders", "Persons whose earliest order was paid in the month."),
        ("首单人数", "最早一笔订单在该月付款的人数。"),
    ),
    "second": (
        ("second orders", "Persons whose second order, by when it was paid, is of the month."),
        ("二单人数", "按付款时间排列的第二笔订单在该月的人数。"),
    ),
    "repurchase": (
        ("repurchase", "Of all persons with an order, those with a second one."),
        ("复购率", "有订单的人中有第二笔订单的比例。"),
    ),
    "refunds": (
        ("refunds", "Refunds of orders, whenever they came, by the month in which the order was paid."),
        ("退款笔数", "订单的退款笔数，不论何时退款，按订单付款月份计。"),
    ),
    "refunded": (
        ("refunded", "What came back by these refunds."),
        ("退款金额", "这些退款的金额。"),
    ),
    "visits": (
        (
            "visits",
            "Events whose type ends in .visited or .opened and that a campaign counted: visits, not visitors; who is no"
            " member is not seen.",
        ),
        ("到访次数", "类型以 .visited 或 .opened 结尾、并被活动计入的事件：是次数不是人数，看不到非会员。"),
    ),
    "joined": (
        ("joined", "Members who signed in for the first time in the month."),
        ("入会人数", "在该月第一次登录的会员人数。"),
    ),
    "first_orders": (
        ("first order", "Members whose earliest order was paid, whether before or after they joined."),
        ("首单", "有最早一笔订单的会员人数，入会前后都算。"),
    ),
    "second_orders": (
        ("second order", "Members who have a second order."),
        ("二单", "有第二笔订单的会员人数。"),
    ),
    "cohort_buyers": (
        ("members who bought", "Of the members who joined in a month, those with an order so many months later."),
        ("下单会员", "某月入会的会员中，在此后第几个月有订单的人数。"),
    ),
    "cohort_amount": (
        ("amount", "What is left of the orders of these members in that month, in whole units of money."),
        ("订单金额", "这些会员当月订单扣除退款后的金额，以整数货币单位计。"),
    ),
    "prizes_cost": (
        ("prizes", "The value that the file gives each prize, times how many were granted and not taken back."),
        ("奖品成本", "文件中每个奖品的价值乘以已发放且未收回的数量。"),
    ),
    "points_cost": (
        (
            "points",
            "Points given and not taken back, at what the programme says now that points pay; not all will be spent.",
        ),
        ("积分成本", "已发放且未收回的积分，按计划现行的抵现比例折算；并非都会被使用。"),
    ),
    "campaign_orders": (
        ("orders", "Orders that the campaign counted, less those that came back whole."),
        ("订单数", "活动计入的订单数，不含全额退款的。"),
    ),
    "campaign_amount": (
        (
            "amount of orders",
            "What is left of these orders after refunds; they may have come without the campaign too.",
        ),
        ("订单金额", "这些订单扣除退款后的金额；没有活动也可能会有这些订单。"),
    ),
    "tag_given": (
        ("given", "How often the tag was given to a member who lacked it; given anew, it only holds for longer."),
        ("打上", "给没有该标签的会员打上的次数；再次打上只会延长有效期。"),
    ),
    "tag_ended": (
        ("ended", "How often another tag of its group, or other answers to a form, took its place."),
        ("失效", "被同组的其他标签或表单的新答案取代的次数。"),
    ),
    "tag_over": (
        ("tags that ended", "How often the tag ended because its time was over, whichever campaign had given it."),
        ("到期标签", "标签到期的次数，不论由哪个活动打上。"),
    ),
    "content_readers": (
        ("readers", "Members who opened or read the content, each once."),
        ("读者", "打开或阅读过该内容的会员，每人计一次。"),
    ),
    "content_opened": (
        ("opened", "Times that the content was opened."),
        ("打开次数", "该内容被打开的次数。"),
    ),
    "content_by_link": (
        ("opened by a link", "Of these, the times that it was opened by the link of another member."),
        ("经分享打开次数", "其中经其他会员分享链接打开的次数。"),
    ),
    "content_read": (
        ("read", "Times that a phone reported how long the content was read."),
        ("阅读次数", "手机上报阅读时长的次数。"),
    ),
    "content_seconds": (
        ("seconds read", "How long the content was read in all, in seconds; an hour at most of each report."),
        ("阅读秒数", "该内容被阅读的总秒数；每次上报最多计一小时。"),
    ),
    "cost_share": (
        ("cost of the amount", "The value of prizes and points as a share of the amount of orders."),
        ("成本占比", "奖品与积分成本占订单金额的比例。"),
    ),
}
"""By key: name and definition in English, in Chinese."""

ENGLISH: Final = Words()
