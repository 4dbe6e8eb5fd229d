-- The guards 前提: facts a rule's header may name. A rule runs only when all its guards hold, so most
-- rules cost nothing on most sales. A guard must hold when what it asks about is unknown: a rule that
-- is skipped cannot say that an input is missing. One pass over the lines; without lines NULL, which is no.
SELECT
  s.kind = 'sale' AS sale,      -- 销售: goods go out
  s.kind = 'refund' AS refund,  -- 退货: goods come back
  max(l.pay = 'fund') AS fund,  -- 医保行: the fund is to pay a line
  max(l.pay = 'self') AS self_paid,  -- 自费行: the customer pays a line
  s.settlement IN ('pooled', 'chronic', 'dual_channel') AS pooled,  -- 统筹结算: not from the personal account
  s.channel <> 'counter' AS away,  -- 非柜台: online or at a self-service checkout
  EXISTS (SELECT 1 FROM agent) AS agent,  -- 有代购人: somebody buys for the person
  EXISTS (SELECT 1 FROM payer) AS payer,  -- 有共济付款人: a family member's account pays
  EXISTS (SELECT 1 FROM person WHERE coalesce(present, document_match, in_hospital, deceased, pooled_left_fen) IS NOT NULL OR face_check IS NOT NULL) AS person_note,  -- 参保人提示: cashier or platform said something special of the person
  max(l.prescription IS NOT NULL) AS prescription,  -- 处方行: a line names a prescription
  max(l.kind = 'drug' AND (l.rx_class IS NULL OR l.rx_class = 'Rx')) AS rx_medicine,  -- 处方药行: a medicine that is, or may be, prescription only
  max(l.ephedrine = 1) AS ephedrine,  -- 含麻行: an ephedrine compound
  max(l.special IS NOT NULL) AS special,  -- 特殊管理行: a medicine under special control
  max(l.high_risk = 1) AS high_risk,  -- 易倒卖行: a medicine prone to resale
  max(l.dual_channel = 1) AS dual_channel,  -- 双通道行: a negotiated medicine with its own conditions
  max(l.limit_sex IS NOT NULL) AS sex_limit,  -- 限性别行: payment limited to one sex
  max(l.limit_child = 1) AS child_limit,  -- 限儿童行: payment limited to children
  max(coalesce(l.limit_setting, l.limit_scheme) IS NOT NULL OR coalesce(l.limit_course_days, l.limit_level) IS NOT NULL) AS payment_limit,  -- 其他限定行: payment limited to a setting, scheme, course or hospital level
  EXISTS (SELECT 1 FROM limit_diagnosis) AS diagnosis_limit,  -- 限适应症行: payment limited to diagnoses
  EXISTS (SELECT 1 FROM first_line) AS second_line,  -- 限二线行: payment after another medicine
  max(coalesce(l.catalogue_from_day, l.catalogue_until_day, l.approval_until_day, l.approval_cancelled, l.account_ok) IS NOT NULL) AS listing,  -- 目录文号行: the master states days of catalogue or approval, or a local list
  max(coalesce(l.private_price_fen, l.price_cap_fen, l.payment_standard_fen) IS NOT NULL) AS price_limit,  -- 限价行: the master states a price to compare with
  max(coalesce(l.athlete_caution, l.min_age_years, l.avoid_pregnancy, l.day_dose_max_milli) IS NOT NULL OR coalesce(l.four_class, l.therapeutic_class) IS NOT NULL) AS label,  -- 说明书行: the master states a caution or a class
  EXISTS (SELECT 1 FROM ingredient) AS ingredient,  -- 有成分: the master states what a line contains
  max(l.gift = 1) AS gift,  -- 赠品行: a line is a gift
  max(l.no_code = 1) AS no_code,  -- 无码行: a product of the no-code list
  max(l.split_units IS NOT NULL) AS split,  -- 拆零行: a pack is opened
  max(l.claimed_code IS NOT NULL) AS claimed_code,  -- 另报编码: a line claims an insurance code of its own
  max(l.printed_name IS NOT NULL) AS printed_name,  -- 另印品名: a line prints a name of its own
  EXISTS (SELECT 1 FROM code) AS code,  -- 有码: a code was scanned
  EXISTS (SELECT 1 FROM stock) AS stock,  -- 有批次: the books say something of a lot
  EXISTS (SELECT 1 FROM past_person) AS past_person,  -- 有往来: the person bought here before
  EXISTS (SELECT 1 FROM pharmacy f CROSS JOIN past_person h WHERE h.pharmacy <> f.id) AS past_elsewhere,  -- 有外店往来: the person bought in another shop before
  EXISTS (SELECT 1 FROM past_person h WHERE h.at_ms >= s.now_ms - 86400000) AS past_day,  -- 近一天有往来: the person was here within 24 hours
  EXISTS (SELECT 1 FROM past_person WHERE kind <> 'sale') OR EXISTS (SELECT 1 FROM past_till WHERE kind <> 'sale') AS returned,  -- 有退货: the person, or this till today, gave something back
  EXISTS (SELECT 1 FROM past_till t WHERE t.at_ms >= s.now_ms - 900000) AS past_till,  -- 本机刚有单: this till had receipts within a quarter of an hour
  EXISTS (SELECT 1 FROM past_receipt) AS same_basket  -- 有同样的单: others bought the same just now
FROM sale s LEFT JOIN line l ON 1 = 1
