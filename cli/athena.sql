-- Tessera's table in Athena: a full export of the DynamoDB table to S3, in the format DynamoDB JSON, and views over it.
-- A copy, minutes or days old: for questions of people. Nothing that decides ever reads it.
--
--   1. aws dynamodb export-table-to-point-in-time --table-arn ARN --s3-bucket BUCKET --export-format DYNAMODB_JSON
--   2. Run the statements below, one after the other: LOCATION is the `data` folder of that export.
--   3. For a newer export, drop the table and create it again with its folder; the views stay.

CREATE EXTERNAL TABLE IF NOT EXISTS tessera_items (
  item struct<
    pk: struct<s: string>,
    sk: struct<s: string>,
    v: struct<n: string>,
    at: struct<n: string>,
    b: struct<b: string>,
    m: struct<s: string>,
    r: struct<s: string>,
    ttl: struct<n: string>
  > COMMENT 'An item: pk and sk its key, v its version or number, at a moment in epoch ms, b its document as JSON in base64, m and r of an order whose it is and by which receipt, ttl when it is deleted in epoch seconds'
)
COMMENT 'Each item of the table as it was at the moment of the export'
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
LOCATION '${location}';

CREATE OR REPLACE VIEW tessera_receipts AS
SELECT
  -- the id of the member, or of a guest, who has no name here
  substr(item.pk.s, 3) AS member,
  -- whether it is a guest: bought, and is no member
  regexp_like(item.pk.s, '^M#g[0-9a-f]{20}$') AS is_guest,
  -- the id of the receipt
  substr(item.sk.s, 3) AS receipt,
  -- the member's first receipt is 1; numbers have no gap
  CAST(item.v.n AS bigint) AS number,
  -- when it was decided, epoch ms
  CAST(json_extract_scalar(from_utf8(from_base64(item.b.b)), '$.at') AS bigint) AS decided_at,
  -- the action: event, draw, redeem, pay
  json_extract_scalar(from_utf8(from_base64(item.b.b)), '$.does') AS does,
  -- of an event, its type: order.paid
  json_extract_scalar(from_utf8(from_base64(item.b.b)), '$.asked.type') AS event,
  -- of a claim, a refund or a bill, the order that it is about
  json_extract_scalar(from_utf8(from_base64(item.b.b)), '$.order') AS order_key,
  -- of a member's purchase, the month of joining, 2026-03
  json_extract_scalar(from_utf8(from_base64(item.b.b)), '$.sales.cohort') AS cohort,
  -- the whole receipt as JSON
  json_parse(from_utf8(from_base64(item.b.b))) AS body
FROM tessera_items
WHERE item.pk.s LIKE 'M#%' AND item.sk.s LIKE 'R#%';

CREATE OR REPLACE VIEW tessera_postings AS
SELECT
  -- the id of the member
  receipts.member AS member,
  -- the id of the receipt
  receipts.receipt AS receipt,
  -- when the receipt was decided, epoch ms
  receipts.decided_at AS decided_at,
  -- when it fell due, epoch ms; null: with the action itself
  CAST(json_extract_scalar(postings.posting, '$.at') AS bigint) AS due_at,
  -- the campaign that gave or took it
  json_extract_scalar(postings.posting, '$.campaign') AS campaign,
  -- the block that gave or took it, challenges/CHALLENGE/TASK, or another reason
  json_extract_scalar(postings.posting, '$.why') AS why,
  -- points, stars, draws/BOX, fragments/COLLECTION/NAME or prizes/PRIZE
  moved.asset AS asset,
  -- how much: positive was given to the member, negative was taken
  moved.n AS n
FROM tessera_receipts AS receipts
CROSS JOIN UNNEST(CAST(json_extract(receipts.body, '$.postings') AS array(json))) AS postings (posting)
CROSS JOIN UNNEST(CAST(json_extract(postings.posting, '$.gave') AS map(varchar, bigint))) AS moved (asset, n)
UNION ALL
SELECT
  receipts.member AS member,
  receipts.receipt AS receipt,
  receipts.decided_at AS decided_at,
  CAST(json_extract_scalar(postings.posting, '$.at') AS bigint) AS due_at,
  json_extract_scalar(postings.posting, '$.campaign') AS campaign,
  json_extract_scalar(postings.posting, '$.why') AS why,
  moved.asset AS asset,
  -moved.n AS n
FROM tessera_receipts AS receipts
CROSS JOIN UNNEST(CAST(json_extract(receipts.body, '$.postings') AS array(json))) AS postings (posting)
CROSS JOIN UNNEST(CAST(json_extract(postings.posting, '$.took') AS map(varchar, bigint))) AS moved (asset, n);

CREATE OR REPLACE VIEW tessera_sales AS
SELECT
  -- the id of the member or guest
  receipts.member AS member,
  -- whether it is a guest
  receipts.is_guest AS is_guest,
  -- of a member the month of joining, 2026-03
  receipts.cohort AS cohort,
  -- the id of the receipt
  receipts.receipt AS receipt,
  -- the month in which the orders were paid, 2026-05 in the programme's timezone
  months.month AS month,
  -- buyers, first, second; orders/CNY, amount/CNY, refunds/CNY, refunded/CNY in minor units
  figures.figure AS figure,
  -- how much more; negative: less. The sum over all receipts is the figure of the report
  figures.n AS n
FROM tessera_receipts AS receipts
CROSS JOIN UNNEST(
  CAST(json_extract(receipts.body, '$.sales.months') AS map(varchar, map(varchar, bigint)))
) AS months (month, numbers)
CROSS JOIN UNNEST(months.numbers) AS figures (figure, n);

CREATE OR REPLACE VIEW tessera_members AS
SELECT
  -- the id of the member, or of a guest
  substr(item.pk.s, 3) AS member,
  -- whether it is a guest
  regexp_like(item.pk.s, '^M#g[0-9a-f]{20}$') AS is_guest,
  -- how many receipts there are
  CAST(item.v.n AS bigint) AS receipts,
  -- the last moment anything happened, epoch ms
  CAST(item.at.n AS bigint) AS last_at,
  -- the day of joining in the programme's timezone; null: a guest, or before that was kept
  date_add('day', CAST(json_extract_scalar(from_utf8(from_base64(item.b.b)), '$.jo') AS bigint) - 719163, DATE '1970-01-01') AS joined_on,
  -- the tier; null: none
  json_extract_scalar(from_utf8(from_base64(item.b.b)), '$.p.tier') AS tier,
  -- the brand's tags, as a JSON list
  json_extract(from_utf8(from_base64(item.b.b)), '$.p.tags') AS tags,
  -- points that are owed; null: none. The sum of points in tessera_postings is what is held, less what is owed
  CAST(json_extract_scalar(from_utf8(from_base64(item.b.b)), '$.o') AS bigint) AS points_owed,
  -- when the first order was paid, epoch ms
  CAST(json_extract_scalar(from_utf8(from_base64(item.b.b)), '$.h.f') AS bigint) AS first_order_at,
  -- when the last order was paid, epoch ms
  CAST(json_extract_scalar(from_utf8(from_base64(item.b.b)), '$.h.l') AS bigint) AS last_order_at,
  -- when the person was forgotten, epoch ms; null: not
  CAST(json_extract_scalar(from_utf8(from_base64(item.b.b)), '$.x') AS bigint) AS erased_at
FROM tessera_items
WHERE item.pk.s LIKE 'M#%' AND item.sk.s = 'M';
