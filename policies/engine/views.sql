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
  paid_private_fen INTEGER,           -- 自费支付 cash, cards, phone; NULL: none, not split yet
  recipient        TEXT,              -- 收货人 key of who the goods go to; NULL: none, handed over at the counter
  camera           TEXT CHECK (camera IN ('online', 'offline')),  -- 监控 that sees this till; NULL: none, nobody tells
  till_registered  INTEGER CHECK (till_registered IN (0, 1)),  -- 收银机登记; NULL: none, the shop keeps no list of its tills
  operator_active  INTEGER CHECK (operator_active IN (0, 1)),  -- 收银员账号 0: closed or not on the list; NULL: none, the shop keeps no list
  last_sale_ms     INTEGER,           -- 上一单时间 newest sale or refund in the books of this till; NULL: none, the first
  oldest_upload_ms INTEGER,           -- 最早待传 when the oldest waiting upload was queued; NULL: none waits
  athlete          INTEGER CHECK (athlete IN (0, 1)),  -- 运动员 1: the buyer says so; NULL: none, nobody said
  disease          TEXT,              -- 慢特病病种 the settlement is for; NULL: unknown
  private_consent  INTEGER CHECK (private_consent IN (0, 1))  -- 自费同意 the customer agreed to pay the self-paid lines; NULL: unknown
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
  balance_fen INTEGER,           -- 账户余额 before this sale; NULL: unknown
  present         INTEGER CHECK (present IN (0, 1)),  -- 本人到场; NULL: none, nobody said
  document_match  INTEGER CHECK (document_match IN (0, 1)),  -- 人证一致 document shown and platform name the same person; NULL: none was compared
  face_check      TEXT CHECK (face_check IN ('passed', 'failed')),  -- 人脸核验; NULL: none was made
  in_hospital     INTEGER CHECK (in_hospital IN (0, 1)),  -- 住院中; NULL: none, the platform did not say
  deceased        INTEGER CHECK (deceased IN (0, 1)),  -- 已身故; NULL: none, the platform did not say
  pooled_left_fen INTEGER            -- 统筹余额 of this year; NULL: none, the platform did not say
) STRICT;

-- agent 代购人, rows 0..1; who buys for the person.
CREATE TABLE agent (
  id                 TEXT NOT NULL,     -- 代购人
  phone              TEXT,              -- 代购人电话 key; NULL: none
  own_document       INTEGER NOT NULL CHECK (own_document IN (0, 1)),        -- 代购人证件 1: shown
  principal_document INTEGER NOT NULL CHECK (principal_document IN (0, 1)),  -- 参保人证件 1: shown
  age_years          INTEGER CHECK (age_years BETWEEN 0 AND 199)  -- 代购人年龄 completed years today; NULL: unknown
) STRICT;

-- payer 共济付款人, rows 0..1; family member whose personal account pays for the person.
CREATE TABLE payer (
  id    TEXT NOT NULL,  -- 付款人
  bound INTEGER CHECK (bound IN (0, 1))  -- 共济绑定 with the person, by the platform; NULL: unknown
) STRICT;

-- qualification 慢特病资格, rows n; chronic or special diseases the fund pays for this person.
CREATE TABLE qualification (
  disease   TEXT NOT NULL,  -- 病种
  from_day  INTEGER,        -- 开始日期; NULL: none
  until_day INTEGER         -- 结束日期 last day; NULL: none
) STRICT;

-- patient_condition 患者情况, rows n; what is known of the person's health, from the prescription or the platform.
CREATE TABLE patient_condition (
  kind  TEXT NOT NULL CHECK (kind IN ('pregnancy', 'allergy')),  -- 情况
  value TEXT NOT NULL   -- 内容 ingredient of an allergy; empty for a pregnancy
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
  kind              TEXT NOT NULL CHECK (kind IN ('drug', 'tcm_slice', 'device', 'food', 'health_food', 'cosmetic', 'disinfectant', 'daily', 'stored_value')),  -- 商品种类
  generic           TEXT,              -- 通用名; NULL: none
  rx_key            TEXT NOT NULL,     -- 处方药品名 what a prescription names: generic, form, strength; else the SKU
  rx_class          TEXT CHECK (rx_class IN ('Rx', 'OTC-A', 'OTC-B')),  -- 处方类别; NULL: unknown
  insurance_code    TEXT,              -- 医保药品代码 valid today; NULL: none
  maker_segment     TEXT,              -- 企业段 five digits of the maker in the national drug code; NULL: none
  fund_ok           INTEGER CHECK (fund_ok IN (0, 1)),  -- 医保可支付 0: excluded by purpose, form or kind; NULL: unknown
  no_code           INTEGER NOT NULL CHECK (no_code IN (0, 1)),  -- 无码清单 1: on the list of products without codes
  ephedrine         INTEGER NOT NULL CHECK (ephedrine IN (0, 1)),  -- 含麻黄碱复方
  special           TEXT CHECK (special IN ('psych2', 'compound', 'never_retail', 'toxic', 'blood')),  -- 特殊管理; NULL: none
  high_risk         INTEGER NOT NULL CHECK (high_risk IN (0, 1)),  -- 易倒卖
  limit_sex         TEXT CHECK (limit_sex IN ('F', 'M')),  -- 限性别; NULL: none
  limit_child       INTEGER NOT NULL CHECK (limit_child IN (0, 1)),  -- 限儿童
  limit_age_max     INTEGER,           -- 限年龄 years, when the limit names them; NULL: none
  limit_setting     TEXT,              -- 限场所 emergency_or_inpatient; NULL: none
  limit_scheme      TEXT,              -- 限险种 injury, maternity; NULL: none
  limit_course_days INTEGER,           -- 限疗程天数; NULL: none
  catalogue_from_day   INTEGER,        -- 目录生效日 first day the insurance catalogue has it; NULL: none
  catalogue_until_day  INTEGER,        -- 目录失效日 last day; NULL: none
  approval_until_day   INTEGER,        -- 批准文号有效期 last day; NULL: none, no end is known
  approval_cancelled   INTEGER CHECK (approval_cancelled IN (0, 1)),  -- 批准文号注销; NULL: none, no such notice
  account_ok           INTEGER CHECK (account_ok IN (0, 1)),  -- 个人账户可付 a device on the local list; NULL: none, the region keeps no list
  limit_level          INTEGER,        -- 限医院级别 lowest level of the issuer; NULL: none
  dual_channel         INTEGER CHECK (dual_channel IN (0, 1)),  -- 双通道药品; NULL: none
  ephedrine_ug         INTEGER,        -- 麻黄碱含量 micrograms in one tablet or dose; NULL: none is stated
  athlete_caution      INTEGER CHECK (athlete_caution IN (0, 1)),  -- 运动员慎用; NULL: none
  four_class           TEXT CHECK (four_class IN ('fever', 'cough', 'antiviral', 'antibiotic')),  -- 四类药品; NULL: none
  therapeutic_class    TEXT,           -- 药理类别; NULL: none
  min_age_years        INTEGER,        -- 禁用年龄 contraindicated below; NULL: none
  avoid_pregnancy      INTEGER CHECK (avoid_pregnancy IN (0, 1)),  -- 孕妇禁用; NULL: none
  day_dose_max_milli   INTEGER,        -- 日最大剂量 of the label, tablets or doses; NULL: none is stated
  private_price_fen    INTEGER,        -- 自费价 of today; NULL: none is stated
  price_cap_fen        INTEGER,        -- 最高价 by procurement, negotiation or region; NULL: none
  payment_standard_fen INTEGER         -- 支付标准 the fund pays up to it; NULL: none
) STRICT;
CREATE INDEX line_generic ON line (generic);

-- ingredient 成分, rows n; active moieties of the lines, salts and brands folded; "ibuprofen(topical)" is another than "ibuprofen".
CREATE TABLE ingredient (
  line       INTEGER NOT NULL,  -- 行号
  ingredient TEXT NOT NULL      -- 成分
) STRICT;
CREATE INDEX ingredient_name ON ingredient (ingredient);

-- interaction 相互作用, rows n; pairs of ingredients that harm each other gravely, as far as they concern this basket.
CREATE TABLE interaction (
  first_ingredient  TEXT NOT NULL,  -- 成分甲
  second_ingredient TEXT NOT NULL   -- 成分乙
) STRICT;

-- first_line 一线用药, rows n; generics of which one must have been tried before the fund pays the line.
CREATE TABLE first_line (
  line    INTEGER NOT NULL,  -- 行号
  generic TEXT NOT NULL      -- 通用名
) STRICT;

-- limit_diagnosis 限适应症, rows n; diagnoses for which alone the fund pays the line.
CREATE TABLE limit_diagnosis (
  line INTEGER NOT NULL,  -- 行号
  code TEXT NOT NULL      -- 诊断编码 ICD-10, or its beginning: it stands for all that begin so
) STRICT;

-- code 追溯码, rows n; one scanned traceability code, and what is known about the pack that carries it.
CREATE TABLE code (
  line       INTEGER NOT NULL,  -- 行号
  code       TEXT NOT NULL,     -- 追溯码 cleaned: half width, no blanks, no control characters
  form       TEXT NOT NULL CHECK (form IN ('plain', 'gs1')),  -- 码制 gs1: an element string with 01 and 21, known by its AIM prefix
  is_digits  INTEGER GENERATED ALWAYS AS (length(code) > 0 AND code NOT GLOB '*[^0-9]*') STORED,  -- 全数字
  entry      TEXT NOT NULL CHECK (entry IN ('scan', 'image', 'key')),  -- 录入方式 key: typed in
  sku        TEXT,              -- 码对应商品; NULL: none, not in any register
  state      TEXT CHECK (state IN ('in_stock', 'reserved', 'sold', 'quarantined', 'recalled', 'destroyed', 'stolen')),  -- 码状态; NULL: none, not in any register
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
  reviewer_eligible   INTEGER CHECK (reviewer_eligible IN (0, 1)),    -- 审方药师支付资格; NULL: unknown
  form                TEXT CHECK (form IN ('ordinary', 'emergency', 'child', 'psych2', 'toxic')),  -- 处方笺; NULL: unknown
  stamped             INTEGER CHECK (stamped IN (0, 1)),  -- 处方盖章 of the institution; NULL: unknown
  dual_doctor         INTEGER CHECK (dual_doctor IN (0, 1)),  -- 双通道责任医师; NULL: unknown
  internet            INTEGER CHECK (internet IN (0, 1)),  -- 互联网处方; NULL: none
  first_visit         INTEGER CHECK (first_visit IN (0, 1)),  -- 首诊; NULL: none is told
  guardian            INTEGER CHECK (guardian IN (0, 1)),  -- 监护人陪同; NULL: none is told
  review_started_ms   INTEGER,           -- 审方开始; NULL: none is told
  content             TEXT CHECK (content IN ('same', 'changed')),  -- 处方内容 against what this number held when it was dispensed before; NULL: none, first seen
  first_line_tried    INTEGER CHECK (first_line_tried IN (0, 1))  -- 一线用药史 noted by the doctor; NULL: none
) STRICT;

-- prescription_item 处方药品, rows n; what a prescription orders, one row a key.
CREATE TABLE prescription_item (
  prescription   TEXT NOT NULL,     -- 处方号
  rx_key         TEXT NOT NULL,     -- 处方药品名
  quantity_milli INTEGER NOT NULL,  -- 处方数量
  days           INTEGER,           -- 处方天数; NULL: none
  day_dose_milli INTEGER            -- 处方日剂量 tablets or doses; NULL: none is told
) STRICT;
CREATE UNIQUE INDEX prescription_item_key ON prescription_item (prescription, rx_key);

-- diagnosis 处方诊断, rows n; what a prescription is for.
CREATE TABLE diagnosis (
  prescription TEXT NOT NULL,  -- 处方号
  code         TEXT NOT NULL   -- 诊断编码 ICD-10
) STRICT;

-- rx_seen 处方见过, rows n; earlier sales that used the same number, or the same picture under another number.
CREATE TABLE rx_seen (
  prescription TEXT NOT NULL,  -- 处方号 of this sale
  same         TEXT NOT NULL CHECK (same IN ('number', 'picture')),  -- 相同处
  patient      TEXT            -- 当时患者; NULL: none was told
) STRICT;

-- past_doctor 同一医师的处方, rows n; other prescriptions of the same doctor of that day, as far as this till saw them.
CREATE TABLE past_doctor (
  prescription TEXT NOT NULL,     -- 处方号 of this sale
  number       TEXT NOT NULL,     -- 另一处方号
  issued_ms    INTEGER NOT NULL   -- 开方时间
) STRICT;

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
  psych2_ok          INTEGER CHECK (psych2_ok IN (0, 1)),  -- 精二资质; NULL: unknown
  chronic_ok         INTEGER CHECK (chronic_ok IN (0, 1)),  -- 慢特病开通; NULL: unknown
  dual_ok            INTEGER CHECK (dual_ok IN (0, 1)),  -- 双通道开通; NULL: unknown
  toxic_ok           INTEGER CHECK (toxic_ok IN (0, 1)),  -- 毒性药品指定; NULL: unknown
  catalogue_day      INTEGER         -- 商品档案更新日 when the product master was imported last; NULL: unknown
) STRICT;

-- stock 库存批次, rows n; what this shop's books say about the lots of the basket.
CREATE TABLE stock (
  sku          TEXT NOT NULL,  -- 商品编号
  lot          TEXT NOT NULL,  -- 批号
  packs        INTEGER,        -- 库存盒数; NULL: unknown
  expiry_day   INTEGER,        -- 有效期; NULL: unknown
  received_day INTEGER,        -- 入库日; NULL: unknown
  recalled     INTEGER NOT NULL CHECK (recalled IN (0, 1)), -- 召回
  received          INTEGER CHECK (received IN (0, 1)),  -- 有入库 0: the books know the product, but never took in this lot; NULL: none, no books
  cold_chain_broken INTEGER CHECK (cold_chain_broken IN (0, 1))  -- 冷链异常; NULL: none is noted
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
  amount_fen INTEGER NOT NULL,  -- 金额
  returns    TEXT,              -- 所退小票 receipt a refund gives back; NULL: none, its own
  distance_m INTEGER            -- 距离 of that shop from this one; NULL: none, here or not told
) STRICT;
CREATE INDEX past_person_sku ON past_person (sku);

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

-- past_till 本机往来, rows n; receipts of this till: of the last quarter of an hour, and what was given back today.
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
  pay      TEXT NOT NULL CHECK (pay IN ('fund', 'self')), -- 支付方式
  returns  TEXT               -- 所退小票 receipt a refund gives back; NULL: none, its own
) STRICT;
CREATE INDEX past_code_code ON past_code (code);
