-- Rule packs (规则包) that were installed here, and those they took over from: what may run, and what
-- may be gone back to. `file` is the file that was signed, or the bundle of a pack that came with
-- the configuration (policies/engine/signed_pack.hpp).
CREATE TABLE policy_pack (
  id           TEXT NOT NULL,
  version      INTEGER NOT NULL,
  digest       TEXT NOT NULL,     -- of the pack alone, hexadecimal
  signers      TEXT NOT NULL,     -- names of the keys that signed, a JSON list
  file         BLOB NOT NULL,
  installed_ms INTEGER NOT NULL,
  active       INTEGER NOT NULL CHECK (active IN (0, 1)),  -- 1: this version of the pack runs
  PRIMARY KEY (id, version)
) STRICT;
CREATE UNIQUE INDEX policy_pack_active ON policy_pack (id) WHERE active = 1;
