// A rule file: a comment header, then one SELECT that returns the offending rows.
//
//   file   := header LF select
//   header := entry+
//   entry  := "-- " key ":" " " text LF ("--    " text LF)*      a line indented by four or more
//   goes on
//
//   id       FQ-02             letters, digits and -, the name of the file; never used twice for
//   another rule title    中文 / English effect   block | approve | confirm | warn | record scope
//   fund | sale on       line | sale       line: each row names a line in its column "line"; sale:
//   the whole receipt guard    name, …           guards.sql; the rule is skipped unless all hold
//   needs    table.column, …   inputs without which the rule cannot judge: it answers with a softer
//   finding
//                              that names the missing one, in the column "missing" of its row
//   absent   table.column, …   inputs that count as "no" when they are missing
//   param    parameter.hpp     as often as needed; :name in the SELECT
//   zh, en                     what, to the cashier; {column} is filled from the row
//   next_zh, next_en           what to do now; may be left out of a record-only rule
//   basis                      the norm
//   stops    P1, I2            offences it stops or flags (offence.hpp); may be left out
//   since, until               YYYY-MM-DD, first and last day; until may be left out
//   shadow                     yes: the rule runs and is recorded, and stops nothing (影子规则)
//   portable                   no, because …: its SELECT means something else in another database
//   note                       for the reader, as often as needed
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policies/engine/finding.hpp"
#include "policies/engine/parameter.hpp"
#include "policies/engine/problem.hpp"
#include "policies/engine/views.hpp"

namespace tillgate::policies {

struct Rule {
  enum class On { line, sale };

  std::string file;
  std::string pack;  // id of the pack it comes from
  std::string id;
  std::string title_zh, title_en;
  Effect effect = Effect::block;
  Scope scope = Scope::fund;
  On on = On::line;
  std::vector<std::string> guards;
  std::vector<std::string> needs, absent;  // "table.column"
  std::vector<Parameter> parameters;
  std::string zh, en, next_zh, next_en;
  std::string basis;
  std::vector<std::string> stops;  // keys of offences
  std::int64_t since_day = 0;
  std::optional<std::int64_t> until_day;
  bool shadow = false;
  std::string not_portable;  // why; empty: it gives the same in other databases
  std::string sql;
  int sql_line = 1;  // of the file, where the SELECT begins

  // What the rule answers when an input is missing: never more than a pharmacist can lift.
  Effect effect_when_missing() const noexcept {
    return effect == Effect::block ? Effect::approve : effect;
  }
};

// Empty when the header breaks the grammar; what is wrong is added to `problems`.
std::optional<Rule> parse_rule(const std::string& file, const std::string& text, const Views& views,
                               Problems& problems);

}  // namespace tillgate::policies
