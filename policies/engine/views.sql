-- What a rule may read, and nothing else. A review fills these tables for one sale and throws them away.
--
-- Above a table:     name 中文, rows 1 | 0..1 | n; what a row is.
-- Behind a column:   中文 unit or meaning; NULL: unknown | none.
--   unknown   the fact exists, nobody told it. A rule that reads the column says so in needs or absent.
--   none      there is no such thing here; that is a fact like any other.
-- Units: money fen, quantity milli-units (one sales unit is 1000) or whole packs, time UTC ms; _day and
-- _minute are the calendar day number and the minute of that day in China (UTC+8). Persons are opaque
-- keys, never numbers or names. GENERATED columns are computed here and are not part of the facts.
-- A CHECK has one of the forms column IN ('a', …), column IN (0, 1), column BETWEEN 1 AND 9.

-- sale 本单, rows 1; the sale or refund under review.
CREATE TABLE sale (
  kind             TEXT NOT NULL CHECK (kind IN ('sale', 'refund')),                  -- 单据种类
  channel          TEXT NOT NULL CHECK (channel IN ('counter', 'online', 'self_service')),  -- 销售渠道
  settlement       TEXT NOT NULL CHECK (settlement IN ('self', 'account', 'pooled', 'chronic', 'dual_channel')),  -- 结算类别
  now_ms           INTEGER NOT NULL CHECK (now_ms BETWEEN 0 AND 9999999999999),  -- 当前时间 the one "now" of the sale
  day              INTEGER GENERATED ALWAYS AS ((now_ms + 28800000) / 86400000) STORED,  -- 当天
  minute           INTEGER GENERATED ALWAYS AS ((now_ms + 28800000) / 60000 % 1440) STORED,  -- 当前分钟 0 to 1439
  till             TEXT NOT NULL,     -- 收银机
  operator         TEXT NOT NULL,     -- 收银员
  buyer            TEXT,              -- 购买人 key of the agent if there is one, else of the person; NULL: none, no identity registered
  refund_of        TEXT,              -- 原小票 receipt that is refunded; NULL: none
  total_fen        INTEGER NOT NULL,  -- 合计金额
  paid_fund_fen    INTEGER,           -- 统筹支付 pooled fund; NULL: none, not split yet
  paid_account_fen INTEGER,           -- 个人账户支付; NULL: none, not split yet
  paid_private_fen INTEGER            -- 自费支付 cash, cards, phone; NULL: none, not split yet
) STRICT;

-- person 参保人, rows 0..1; whose insurance pays, or whom the medicine is for.
CREATE TABLE person (
  id          TEXT NOT NULL,     -- 参保人
  verified    INTEGER NOT NULL CHECK (verified IN (0, 1)),  -- 已核验 1: the platform verified the credential for this sale
  verified_ms INTEGER,           -- 核验时间; NULL: unknown
  sex         TEXT CHECK (sex IN ('F', 'M')),  -- 性别; NULL: unknown
  age_years   INTEGER CHECK (age_years BETWEEN 0 AND 199),  -- 年龄 completed years today, 29 February counts on 1 March; NULL: unknown
  scheme      TEXT,              -- 险种 employee, resident, injury, maternity; NULL: unknown
  region      TEXT,              -- 参保地 six digits; NULL: unknown
  status      TEXT CHECK (status IN ('normal', 'frozen', 'lost', 'suspended', 'cancelled')),  -- 参保状态; NULL: unknown
  balance_fen INTEGER            -- 账户余额 before this sale; NULL: unknown
) STRICT;

-- agent 代购人, rows 0..1; who buys for the person.
CREATE TABLE agent (
  id                 TEXT NOT NULL,     -- 代购人
  phone              TEXT,              -- 代购人电话 key; NULL: none
  own_document       INTEGER NOT NULL CHECK (own_document IN (0, 1)),        -- 代购人证件 1: shown
  principal_document INTEGER NOT NULL CHECK (principal_document IN (0, 1))   -- 参保人证件 1: shown
) STRICT;

-- line 商品行, rows n; a line of the basket with its product.
CREATE TABLE line (
  line              INTEGER NOT NULL PRIMARY KEY CHECK (line BETWEEN 1 AND 9999),  -- 行号
  pay               TEXT NOT NULL CHECK (pay IN ('fund', 'self')),  -- 支付方式
  gift              INTEGER NOT NULL CHECK (gift IN (0, 1)),  -- 赠品
  quantity_milli    INTEGER NOT NULL CHECK (quantity_milli BETWEEN 1 AND 9999000),  -- 数量
  packs             INTEGER NOT NULL CHECK (packs BETWEEN 0 AND 99999),  -- 盒数 packs that leave or are opened; each carries a code
  split_units       INTEGER,           -- 拆零单位数 units taken out of a pack, whole line; NULL: none, whole packs
  price_fen         INTEGER NOT NULL CHECK (price_fen BETWEEN 0 AND 1000000000),  -- 单价
  discount_fen      INTEGER NOT NULL CHECK (discount_fen BETWEEN 0 AND 1000000000),  -- 折扣 of the line
  amount_fen        INTEGER GENERATED ALWAYS AS ((price_fen * quantity_milli + 500) / 1000 - discount_fen) STORED,  -- 金额 half a fen rounds up
  prescription      TEXT,              -- 处方号 it is dispensed on; NULL: none
  days              INTEGER,           -- 用药天数; NULL: none
  lot               TEXT,              -- 批号; NULL: none
  expiry_day        INTEGER,           -- 有效期 last day the lot may be sold; NULL: unknown
  claimed_code      TEXT,              -- 上报医保码 insurance code the register means to send; NULL: none, the master's
  printed_name      TEXT,              -- 小票品名 name the register means to print; NULL: none, the master's
  sku               TEXT NOT NULL,     -- 商品编号
  name              TEXT NOT NULL,     -- 商品名称
  kind              TEXT NOT NULL CHECK (kind IN ('drug', 'tcm_slice', 'device', 'food', 'health_food', 'cosmetic', 'disinfectant', 'daily')),  -- 商品种类
  generic           TEXT,              -- 通用名; NULL: none
  rx_key            TEXT NOT NULL,     -- 处方药品名 what a prescription names: generic, form, strength; else the SKU
  rx_class          TEXT CHECK (rx_class IN ('Rx', 'OTC-A', 'OTC-B')),  -- 处方类别; NULL: unknown
  insurance_code    TEXT,              -- 医保药品代码 valid today; NULL: none
  maker_segment     TEXT,              -- 企业段 five digits of the maker in the national drug code; NULL: none
  fund_ok           INTEGER CHECK (fund_ok IN (0, 1)),  -- 医保可支付 0: excluded by purpose, form or kind; NULL: unknown
  no_code           INTEGER NOT NULL CHECK (no_code IN (0, 1)),  -- 无码清单 1: on the list of products without codes
  ephedrine         INTEGER NOT NULL CHECK (ephedrine IN (0, 1)),  -- 含麻黄碱复方
  special           TEXT CHECK (special IN ('psych2', 'compound', 'never_retail')),  -- 特殊管理; NULL: none
  high_risk         INTEGER NOT NULL CHECK (high_risk IN (0, 1)),  -- 易倒卖
  limit_sex         TEXT CHECK (limit_sex IN ('F', 'M')),  -- 限性别; NULL: none
  limit_child       INTEGER NOT NULL CHECK (limit_child IN (0, 1)),  -- 限儿童
  limit_age_max     INTEGER,           -- 限年龄 years, when the limit names them; NULL: none
  limit_setting     TEXT,              -- 限场所 emergency_or_inpatient; NULL: none
  limit_scheme      TEXT,              -- 限险种 injury, maternity; NULL: none
  limit_course_days INTEGER            -- 限疗程天数; NULL: none
) STRICT;

-- code 追溯码, rows n; one scanned traceability code, and what is known about the pack that carries it.
CREATE TABLE code (
  line       INTEGER NOT NULL,  -- 行号
  code       TEXT NOT NULL,     -- 追溯码 cleaned: half width, no blanks, no control characters
  form       TEXT NOT NULL CHECK (form IN ('plain', 'gs1')),  -- 码制 gs1: an element string with 01 and 21, known by its AIM prefix
  is_digits  INTEGER GENERATED ALWAYS AS (length(code) > 0 AND code NOT GLOB '*[^0-9]*') STORED,  -- 全数字
  entry      TEXT NOT NULL CHECK (entry IN ('scan', 'image', 'key')),  -- 录入方式 key: typed in
  sku        TEXT,              -- 码对应商品; NULL: none, not in any register
  state      TEXT CHECK (state IN ('in_stock', 'reserved', 'sold', 'quarantined')),  -- 码状态; NULL: none, not in any register
  level      TEXT CHECK (level IN ('unit', 'case')),  -- 包装级别; NULL: none, not in any register
  lot        TEXT,              -- 码对应批号; NULL: none
  units_left INTEGER            -- 拆零余量 of an opened pack; NULL: none, not opened here
) STRICT;
CREATE INDEX code_line ON code (line);

-- prescription 处方, rows n; a prescription attached to the sale, with its review.
CREATE TABLE prescription (
  number              TEXT NOT NULL PRIMARY KEY,  -- 处方号
  kind                TEXT NOT NULL CHECK (kind IN ('paper', 'electronic')),  -- 处方种类
  patient             TEXT,              -- 处方患者; NULL: unknown
  issued_ms           INTEGER NOT NULL CHECK (issued_ms BETWEEN 0 AND 9999999999999),  -- 开方时间
  issued_day          INTEGER GENERATED ALWAYS AS ((issued_ms + 28800000) / 86400000) STORED,  -- 开方日
  valid_until_day     INTEGER,           -- 有效期至 last day the doctor set; NULL: none
  long_term           INTEGER NOT NULL CHECK (long_term IN (0, 1)),  -- 长期处方
  emergency           INTEGER NOT NULL CHECK (emergency IN (0, 1)),  -- 急诊处方
  signature           TEXT NOT NULL CHECK (signature IN ('valid', 'invalid', 'none')),  -- 处方签名
  issuer_designated   INTEGER CHECK (issuer_designated IN (0, 1)),  -- 开方机构定点; NULL: unknown
  issuer_level        INTEGER,           -- 开方机构级别 1 to 3; NULL: unknown
  doctor_registered   INTEGER CHECK (doctor_registered IN (0, 1)),  -- 医师注册 with that issuer; NULL: unknown
  reviewed_by         TEXT,              -- 审方药师; NULL: none
  reviewed_ms         INTEGER,           -- 审方时间; NULL: none
  reviewer_on_duty    INTEGER CHECK (reviewer_on_duty IN (0, 1)),     -- 审方药师在岗; NULL: unknown
  reviewer_registered INTEGER CHECK (reviewer_registered IN (0, 1)),  -- 审方药师注册 at this pharmacy; NULL: unknown
  reviewer_eligible   INTEGER CHECK (reviewer_eligible IN (0, 1))     -- 审方药师支付资格; NULL: unknown
) STRICT;

-- prescription_item 处方药品, rows n; what a prescription orders, one row a key.
CREATE TABLE prescription_item (
  prescription   TEXT NOT NULL,     -- 处方号
  rx_key         TEXT NOT NULL,     -- 处方药品名
  quantity_milli INTEGER NOT NULL,  -- 处方数量
  days           INTEGER            -- 处方天数; NULL: none
) STRICT;
CREATE UNIQUE INDEX prescription_item_key ON prescription_item (prescription, rx_key);

-- rx_used 处方已取, rows n; what these prescriptions gave before, here and elsewhere as far as known, one row a key.
CREATE TABLE rx_used (
  prescription   TEXT NOT NULL,    -- 处方号
  rx_key         TEXT NOT NULL,    -- 处方药品名
  quantity_milli INTEGER NOT NULL  -- 已取数量
) STRICT;
CREATE UNIQUE INDEX rx_used_key ON rx_used (prescription, rx_key);

-- pharmacy 门店, rows 1; this shop.
CREATE TABLE pharmacy (
  id                 TEXT NOT NULL,  -- 定点医药机构编号
  region             TEXT NOT NULL,  -- 医保区划
  designated         INTEGER CHECK (designated IN (0, 1)),  -- 定点; NULL: unknown
  contract           TEXT CHECK (contract IN ('active', 'suspended', 'ended')),  -- 医保协议; NULL: unknown
  contract_from_day  INTEGER,        -- 协议开始; NULL: none
  contract_until_day INTEGER,        -- 协议到期 last day; NULL: none
  opens_minute       INTEGER CHECK (opens_minute BETWEEN 0 AND 1439),   -- 开门时间; NULL: unknown
  closes_minute      INTEGER CHECK (closes_minute BETWEEN 0 AND 1439),  -- 关门时间 the same as opens_minute: never closes; NULL: unknown
  pooled_ok          INTEGER CHECK (pooled_ok IN (0, 1)),  -- 门诊统筹开通; NULL: unknown
  psych2_ok          INTEGER CHECK (psych2_ok IN (0, 1))   -- 精二资质; NULL: unknown
) STRICT;

-- stock 库存批次, rows n; what this shop's books say about the lots of the basket.
CREATE TABLE stock (
  sku          TEXT NOT NULL,  -- 商品编号
  lot          TEXT NOT NULL,  -- 批号
  packs        INTEGER,        -- 库存盒数; NULL: unknown
  expiry_day   INTEGER,        -- 有效期; NULL: unknown
  received_day INTEGER,        -- 入库日; NULL: unknown
  recalled     INTEGER NOT NULL CHECK (recalled IN (0, 1))  -- 召回
) STRICT;

-- past_person 本人往来, rows n; earlier lines of this person, all shops as far as known, 400 days.
CREATE TABLE past_person (
  receipt    TEXT NOT NULL,     -- 小票
  kind       TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'void')),  -- 单据种类
  at_ms      INTEGER NOT NULL CHECK (at_ms BETWEEN 0 AND 9999999999999),  -- 时间
  day        INTEGER GENERATED ALWAYS AS ((at_ms + 28800000) / 86400000) STORED,  -- 日期
  pharmacy   TEXT NOT NULL,     -- 门店
  till       TEXT NOT NULL,     -- 收银机
  person     TEXT,              -- 参保人; NULL: none
  buyer      TEXT,              -- 购买人; NULL: none
  pay        TEXT NOT NULL CHECK (pay IN ('fund', 'self')),  -- 支付方式
  sku        TEXT NOT NULL,     -- 商品编号
  generic    TEXT,              -- 通用名; NULL: none
  ephedrine  INTEGER NOT NULL CHECK (ephedrine IN (0, 1)),  -- 含麻黄碱复方
  packs      INTEGER NOT NULL,  -- 盒数
  days       INTEGER,           -- 用药天数; NULL: none
  amount_fen INTEGER NOT NULL   -- 金额
) STRICT;

-- past_buyer 购买人往来, rows n; earlier lines this buyer took, whoever they were for, 60 days.
CREATE TABLE past_buyer (
  receipt    TEXT NOT NULL,     -- 小票
  kind       TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'void')),  -- 单据种类
  at_ms      INTEGER NOT NULL CHECK (at_ms BETWEEN 0 AND 9999999999999),  -- 时间
  day        INTEGER GENERATED ALWAYS AS ((at_ms + 28800000) / 86400000) STORED,  -- 日期
  pharmacy   TEXT NOT NULL,     -- 门店
  till       TEXT NOT NULL,     -- 收银机
  person     TEXT,              -- 参保人; NULL: none
  buyer      TEXT NOT NULL,     -- 购买人
  pay        TEXT NOT NULL CHECK (pay IN ('fund', 'self')),  -- 支付方式
  sku        TEXT NOT NULL,     -- 商品编号
  generic    TEXT,              -- 通用名; NULL: none
  ephedrine  INTEGER NOT NULL CHECK (ephedrine IN (0, 1)),  -- 含麻黄碱复方
  packs      INTEGER NOT NULL,  -- 盒数
  amount_fen INTEGER NOT NULL   -- 金额
) STRICT;

-- past_agent 代购往来, rows n; earlier receipts of this agent or this phone, 30 days.
CREATE TABLE past_agent (
  receipt TEXT NOT NULL,     -- 小票
  kind    TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'void')),  -- 单据种类
  at_ms   INTEGER NOT NULL CHECK (at_ms BETWEEN 0 AND 9999999999999),  -- 时间
  day     INTEGER GENERATED ALWAYS AS ((at_ms + 28800000) / 86400000) STORED,  -- 日期
  agent   TEXT,              -- 代购人; NULL: none
  phone   TEXT,              -- 代购人电话; NULL: none
  person  TEXT,              -- 参保人; NULL: none
  fund    INTEGER NOT NULL CHECK (fund IN (0, 1))  -- 医保支付 1: a line of it was paid by the fund
) STRICT;

-- past_till 本机往来, rows n; receipts of this till today.
CREATE TABLE past_till (
  receipt TEXT NOT NULL,     -- 小票
  kind    TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'void')),  -- 单据种类
  at_ms   INTEGER NOT NULL CHECK (at_ms BETWEEN 0 AND 9999999999999),  -- 时间
  person  TEXT,              -- 参保人; NULL: none
  fund    INTEGER NOT NULL CHECK (fund IN (0, 1))  -- 医保支付 1: a line of it was paid by the fund
) STRICT;

-- past_receipt 同样的单, rows n; receipts of this shop with the same products and packs, last hour.
CREATE TABLE past_receipt (
  receipt TEXT NOT NULL,     -- 小票
  kind    TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'void')),  -- 单据种类
  at_ms   INTEGER NOT NULL CHECK (at_ms BETWEEN 0 AND 9999999999999),  -- 时间
  till    TEXT NOT NULL,     -- 收银机
  person  TEXT,              -- 参保人; NULL: none
  fund    INTEGER NOT NULL CHECK (fund IN (0, 1))  -- 医保支付 1: a line of it was paid by the fund
) STRICT;

-- past_code 码的往来, rows n; earlier receipts of the codes in this basket.
CREATE TABLE past_code (
  code     TEXT NOT NULL,     -- 追溯码
  receipt  TEXT NOT NULL,     -- 小票
  kind     TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'void')),  -- 单据种类
  at_ms    INTEGER NOT NULL CHECK (at_ms BETWEEN 0 AND 9999999999999),  -- 时间
  pharmacy TEXT NOT NULL,     -- 门店
  person   TEXT,              -- 参保人; NULL: none
  pay      TEXT NOT NULL CHECK (pay IN ('fund', 'self'))  -- 支付方式
) STRICT;
