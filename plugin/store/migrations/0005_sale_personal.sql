-- What a sale holds of its person - who was identified, prescriptions, reasons people gave - apart
-- from the goods, so that it can be erased alone. NULL in a row of an earlier version, which has all
-- of it in `sealed`; empty once it was erased.
ALTER TABLE sale ADD COLUMN personal BLOB;
