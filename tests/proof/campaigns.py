"""Small campaigns beside the shipped ones: everything in them is short, so that few members soon meet each edge."""

OWN = {
    "bazaar": """
campaign: bazaar
title: Bazaar
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
grace: 2 hours
crowd: 30 a second
challenges:
  visits:
    repeats: daily
    tasks:
      visit: {when: shop.visited, each: 1 time, limit: 4 a day,
              gives: {points: 60, draws: lucky, fragments: {set/random: 2}}}
      look:  {when: member.checked_in, each: 1 time, limit: 2 a day, gives: {points: 7}}
  orders:
    tasks:
      buy: {when: order.paid, each: 100.00 CNY of amount, limit: 6 a week, gives: {draws: {lucky: 4}, prizes: mug}}
  before:
    tasks:
      join: {when: member.joined, already: true, gives: {prizes: hello}}
collections:
  set:
    fragments: [a, b, c]
    odds: {a: 40%, b: 30%, c: 20%, joker: 10%}
    wildcard: joker
    exchange: 2 spares
    send: [2 a day, 9 a campaign]
    receive: [2 a day, 7 a campaign]
    cannot_send: [joker]
    limit: 4 a campaign
    gives: {points: 50, prizes: cap}
blind_boxes:
  lucky:
    costs: {draws: lucky}
    ten_costs: {draws: {lucky: 8}}
    odds: {gold: 10%, silver: 20%, coin: 30%, tin: rest}
    guarantees: [{of: [gold, silver], within: 4}]
    limit: [22 a day, 60 a campaign]
  plain:
    costs: {points: 20}
    odds: {gold: 25%, last: 25%, tin: rest}
    limit: 3 a day
redemptions:
  noon:
    opens: daily 10:00
    closes: daily 22:00
    limit: 2 a window
    offers:
      bowl: {costs: {points: 30}, gives: {prizes: bowl}, stock: 4 a window}
      tea:  {costs: {points: 10}, gives: {prizes: tea}, stock: 3 a day, limit: 1 a window,
             opens: daily 12:00, closes: daily 18:00}
      vase: {gives: {prizes: vase}, stock: 5}
prizes:
  gold:   {gift: gold-1,   value: 99.00 CNY, stock: 6, when_out: silver}
  silver: {coupon: 10% off, valid: 2 days}
  coin:   {points: 5, stock: 12, when_out: tin}
  tin:    {badge: tin-1}
  last:   {gift: last-1,   value: 9.00 CNY, stock: 2, when_out: tin}
  mug:    {gift: mug-1,    value: 9.00 CNY, stock: 7, when_out: tin}
  cap:    {gift: cap-1,    value: 9.00 CNY, stock: 3, when_out: tin}
  hello:  {badge: hello-1}
  bowl:   {gift: bowl-1,   value: 9.00 CNY}
  tea:    {coupon: free tea-1, valid: 3 hours}
  vase:   {gift: vase-1,   value: 9.00 CNY}
""",
    "club": """
campaign: club
title: Club
timezone: Europe/Berlin
opens: 2026-01-01 00:00
closes: end of 2026-12-31
week_starts: Sun
opt_in: true
challenges:
  checks:
    repeats: weekly
    tasks:
      in: {when: member.checked_in, reach: 3 times, gives: {points: 30}}
  rows:
    tasks:
      in: {when: member.checked_in, each: 3 days in a row, gives: {points: 20},
           make_up: {limit: 2 a week, costs: {points: 5}, within: 4 days}}
  welcome:
    tasks:
      join: {when: member.joined, already: true, gives: {points: 40}}
blind_boxes:
  spin:
    odds: {pin: 1/2, star: rest}
    limit: [1 a day, 3 a week]
redemptions:
  sundays:
    opens: Sun 09:00
    closes: end of Sun
    limit: 1 a window
    offers:
      cake: {costs: {points: 20}, gives: {prizes: cake}, stock: 2 a window}
  monthly:
    opens: 20th 10:00
    closes: end of month
    offers:
      jar: {gives: {prizes: jar}, stock: 1 a window, limit: 1 a campaign}
prizes:
  pin:  {badge: pin-1}
  star: {coupon: 10% off, valid: end of month}
  cake: {coupon: free cake-1, valid: 1 days}
  jar:  {gift: jar-1, value: 9.00 CNY}
""",
    "flash": """
campaign: flash
title: Two hours
timezone: Asia/Shanghai
opens: 2026-06-18 10:00
closes: 2026-06-18 12:00
grace: 1 hours
challenges:
  visits:
    tasks:
      visit: {when: shop.visited, each: 1 time, limit: 6 a campaign, gives: {draws: rush, fragments: pair/x}}
  riddles:
    tasks:
      right: {when: quiz.right, each: 1 time, gives: {points: 11}}
      wrong: {when: quiz.wrong, each: 1 time, limit: 1 a campaign, gives: {draws: rush}}
      sent:  {when: form.sent, each: 1 time, gives: {prizes: lamp}}
forms:
  words:
    asks:
      a: {ask: Which?, options: {x: One, y: Two}}
      b: {ask: More?, text: 20, needed: false}
quizzes:
  riddle:
    tries: 2
    questions:
      one: {ask: Which?, options: {a: One, b: Two, c: Three}, answer: a}
      two: {ask: Where?, options: {a: Here, b: There, c: Nowhere}, answer: b}
collections:
  pair:
    fragments: [x, y]
    exchange: 3 alike
    send: 2 a campaign
    receive: 2 a campaign
    gives: {points: 15}
blind_boxes:
  rush:
    costs: {draws: rush}
    odds: {lamp: 50%, pen: rest}
    limit: 4 a campaign
prizes:
  lamp: {gift: lamp-1, value: 9.00 CNY, stock: 3, when_out: pen}
  pen:  {coupon: free pen-1, valid: 1 days}
""",
    "kiosk": """
campaign: kiosk
title: Kiosk
timezone: Asia/Shanghai
opens: 2026-01-01 00:00
closes: end of 2026-12-31
redemptions:
  counter:
    opens: daily 00:00
    closes: end of day
    limit: 5 a window
    offers:
      coins: {gives: {points: 25}, limit: 2 a window}
      bag:   {costs: {points: 10, cash: 9.00 CNY}, gives: {prizes: bag}, stock: 2 a window}
      ride:  {costs: {cash: 5.00 CNY}, gives: {points: 4, prizes: ride}, limit: 3 a window}
prizes:
  bag:  {gift: bag-1, value: 9.00 CNY}
  ride: {coupon: free ride-1, valid: 20 hours}
""",
    "cinema": """
campaign: cinema
title: Cinema
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
blind_boxes:
  seats:
    ten_costs: {points: 1}
    odds: {seat: 100%}
challenges:
  visits:
    tasks:
      visit: {when: shop.visited, each: 1 time, limit: 4 a day, gives: {points: 1}}
redemptions:
  counter:
    opens: daily 00:00
    closes: end of day
    limit: 3 a day
    offers:
      ticket: {gives: {prizes: ticket}}
prizes:
  ticket: {pool: cinema, value: 40.00 CNY, valid: 30 days}
  seat:   {pool: cinema, value: 40.00 CNY, when_out: pin}
  pin:    {badge: pin-1}
""",
    "ledger": """
campaign: ledger
title: Ledger
timezone: Asia/Shanghai
opens: 2026-01-01 00:00
closes: end of 2030-12-31
grace: 40 days
challenges:
  cups:
    tasks:
      pay:
        when: order.paid
        each: 30.00 CNY of amount
        gives: {stars: 7, points: 13}
        boosts:
          - {who: {tier: at least gold}, points: x2}
          - {who: {tier: silver}, points: x1.25}
          - {who: {birthday: this month}, points: x1.5}
          - {points: x3, opens: 18th 00:00, closes: end of 18th}
  visits:
    repeats: daily
    tasks:
      see: {when: shop.visited, each: 1 time, limit: 2 a day, gives: {points: 5, stars: 1}, after: 15 days,
            boosts: [{who: {tier: silver}, points: x1.5}]}
      tea: {when: article.read, each: 1 time, limit: 1 a day, gives: {prizes: leaf}, after: 36 hours}
  thanks:
    tasks:
      up:   {when: tier.reached, each: 1 time, gives: {prizes: cup}}
      gold: {when: tier.reached, where: {tier: gold}, each: 1 time, limit: 1 a month, gives: {points: 100}}
      down: {when: tier.lost, each: 1 time, gives: {points: 7}, after: 3 days}
      born: {when: member.birthday, each: 1 time, gives: {points: 20, stars: 25, prizes: purse}}
redemptions:
  bar:
    opens: daily 00:00
    closes: end of day
    offers:
      latte: {costs: {points: 30}, gives: {prizes: latte}}
      one:   {costs: {points: 1}, gives: {prizes: latte}}
      old:   {costs: {points: 5 older than 1 month}, gives: {prizes: latte}}
prizes:
  latte: {badge: latte}
  leaf:  {points: 9, valid: 10 days}
  purse: {points: 4, valid: 2 days}
  cup:   {coupon: free cup, valid: 9 days}
""",
    "store": """
campaign: store
title: Store
timezone: Asia/Shanghai
opens: 2026-01-01 00:00
closes: end of 2030-12-31
grace: 40 days
challenges:
  orders:
    tasks:
      sum:   {when: order.paid, each: 10.00 CNY of amount, gives: {points: 3, stars: 1, draws: box}}
      much:
        {when: order.paid, reach: 250.00 CNY of amount, gives: {points: 70}, milestones: {100.00 CNY: {points: 50}}}
      third: {when: order.paid, each: 3 times, gives: {fragments: set/a}}
      wait:  {when: order.paid, each: 20.00 CNY of amount (in one event), gives: {points: 5}, after: 15 days}
  bounded:
    repeats: monthly
    tasks:
      day:  {when: order.paid, each: 10.00 CNY of amount, limit: 2 a day, gives: {points: 11}}
      both: {when: order.paid, each: 1 time, limit: [1 a day, 3 a week], gives: {points: 13}, after: 3 days}
  thanks:
    tasks:
      up: {when: tier.reached, each: 1 time, gives: {points: 17}}
blind_boxes: {box: {costs: {draws: box}, odds: {pin: rest}}}
collections: {set: {fragments: [a, b], gives: {points: 1}, exchange: 2 spares}}
redemptions:
  bar: {opens: daily 00:00, closes: end of day, offers: {cup: {costs: {points: 30}, gives: {prizes: pin}}}}
prizes: {pin: {badge: pin}}
""",
}

OWN_PROGRAMMES = {
    "store": """
timezone: Asia/Shanghai
currency: CNY
points: {valid: 2 months}
tiers:
  green: {}
  bronze: {}
  silver: {from: 20 stars in 3 months, keeps: 2 months, grace: 10 days}
  gold: {from: 45 stars in 3 months, keeps: 2 months, stays_with: 30 stars in 3 months}
""",
    "ledger": """
timezone: Asia/Shanghai
currency: CNY
points: {valid: 2 months}
tiers:
  green: {}
  silver: {from: 30 stars in 3 months, keeps: 2 months, grace: 10 days}
  gold: {from: 60 stars in 3 months, keeps: 2 months, stays_with: 40 stars in 3 months}
""",
}
"""The programme that a campaign needs, without its events, which are those of all."""
