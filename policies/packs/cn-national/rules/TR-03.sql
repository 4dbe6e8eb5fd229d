-- id:      TR-03
-- title:   不是追溯码 / Not a traceability code
-- effect:  block
-- scope:   sale
-- on:      line
-- guard:   sale, code
-- stops:   P1
-- zh:      扫到的不是药品追溯码,请扫追溯码
-- en:      What was scanned is not a traceability code
-- next_zh: 扫标有「追溯码」的二维码或条码,不要扫商品条码
-- next_en: Scan the symbol marked as traceability code, not the retail barcode
-- basis:   内部管控要求(无明文规定)
-- since:   2025-01-01
-- note:    twenty digits beginning with 8; a shipping label has twenty digits too, but begins with 00
SELECT c.line AS line, c.code AS code
FROM code c
WHERE c.form = 'plain'
  AND NOT (c.is_digits = 1 AND length(c.code) = 20 AND substr(c.code, 1, 1) = '8');
