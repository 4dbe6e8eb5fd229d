-- The guards 前提: facts a rule's header may name. A rule runs only when all its guards hold, so most
-- rules cost nothing on most sales. A guard must hold when what it asks about is unknown: a rule that
-- is skipped cannot say that an input is missing.
SELECT
  s.kind = 'sale' AS sale,      -- 销售: goods go out
  s.kind = 'refund' AS refund,  -- 退货: goods come back
  EXISTS (SELECT 1 FROM line WHERE pay = 'fund') AS fund,  -- 医保行: the fund is to pay a line
  EXISTS (SELECT 1 FROM line WHERE prescription IS NOT NULL) AS prescription,  -- 处方行: a line names a prescription
  EXISTS (SELECT 1 FROM line WHERE kind = 'drug' AND (rx_class IS NULL OR rx_class = 'Rx')) AS rx_medicine,  -- 处方药行: a medicine that is, or may be, prescription only
  EXISTS (SELECT 1 FROM line WHERE ephedrine = 1) AS ephedrine,  -- 含麻行: an ephedrine compound
  EXISTS (SELECT 1 FROM line WHERE limit_sex IS NOT NULL) AS sex_limit,  -- 限性别行: payment limited to one sex
  EXISTS (SELECT 1 FROM line WHERE limit_child = 1) AS child_limit,  -- 限儿童行: payment limited to children
  EXISTS (SELECT 1 FROM code) AS code,  -- 有码: a code was scanned
  EXISTS (SELECT 1 FROM line WHERE printed_name IS NOT NULL) AS printed_name  -- 另印品名: a line prints a name of its own
FROM sale s
