#include <algorithm>
#include <array>
#include <functional>

#include "scanner/digits.hpp"
#include "scanner/kinds/labels.hpp"
#include "scanner/kinds/trace.hpp"
#include "scanner/kinds/web_address.hpp"

namespace tillgate::scanner {

namespace {

// The codes found so far, as far as it matters: none, one, or more than one different.
class Finding {
 public:
  void add(std::string_view text) {
    auto parsed = parse_trace(text);
    if (auto* code = std::get_if<TraceCode>(&parsed)) {
      if (found_ && found_->code != code->code) ambiguous_ = true;
      if (!found_) found_ = std::move(*code);
    }
  }
  Parsed<TraceText> answer(TraceText::Source source, std::optional<bool> host_known) && {
    if (ambiguous_) return Reason::ambiguous;
    if (!found_) return Reason::no_code;
    return TraceText{std::move(*found_), source, host_known};
  }

 private:
  std::optional<TraceCode> found_;
  bool ambiguous_ = false;
};

void each_part(std::string_view text, char separator,
               const std::function<void(std::string_view)>& use) {
  while (true) {
    const std::size_t end = text.find(separator);
    use(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

bool is_known(std::string_view host, std::span<const std::string_view> known_hosts) {
  std::string name(host);
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (name.ends_with('.')) name.pop_back();
  return std::any_of(known_hosts.begin(), known_hosts.end(), [&](std::string_view known) {
    return name == known || name.ends_with(std::string(".").append(known));
  });
}

Parsed<TraceText> find_in_url(std::string_view text,
                              std::span<const std::string_view> known_hosts) {
  const auto address = split_web_address(text);
  if (!address) return Reason::bad_url;
  Finding finding;
  const auto add = [&](std::string_view escaped) {
    finding.add(unescaped(escaped, PlusSign::blank).value_or(""));
  };
  const auto add_segments = [&](std::string_view path) { each_part(path, '/', add); };
  const auto add_values = [&](std::string_view query) {
    each_part(query, '&', [&](std::string_view parameter) { add(cut_after(parameter, '=')); });
  };
  std::string_view fragment = address->fragment;
  add_values(address->query);
  add_segments(address->path);
  add_values(cut_after(fragment, '?'));
  add_segments(fragment);
  add_values(fragment);
  return std::move(finding).answer(TraceText::Source::url, is_known(address->host, known_hosts));
}

bool is_word(char c) {
  return is_letter(c) || is_digit(c);
}

// Takes the run of letters and digits in front of the text.
std::string_view take_word(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_word);
  const auto length = static_cast<std::size_t>(end - text.begin());
  const std::string_view word = text.substr(0, length);
  text.remove_prefix(length);
  return word;
}

// The two printed parts with their labels, wherever they stand in the text.
void add_labelled_pairs(std::string_view text, Finding& finding) {
  for (std::size_t at = 0; (at = text.find(drug_id_label, at)) != std::string_view::npos; ++at) {
    std::string_view rest = text.substr(at);
    take_label(rest, drug_id_label);
    const std::string_view drug_id = take_word(rest);
    constexpr auto between =
        std::to_array<std::string_view>({" ", "\r", "\n", "\t", ",", ";", "，", "；"});
    const auto starts = [&](std::string_view s) { return rest.starts_with(s); };
    for (auto it = between.begin(); it != between.end();) {
      const bool found = starts(*it);
      if (found) rest.remove_prefix(it->size());
      it = found ? between.begin() : it + 1;
    }
    if (!take_label(rest, serial_label)) continue;
    const std::string_view serial = take_word(rest);
    if (drug_id.size() == 7) finding.add(std::string(drug_id).append(serial));
  }
}

}  // namespace

Parsed<TraceText> find_trace(std::string_view text, std::span<const std::string_view> known_hosts) {
  if (text.empty()) return Reason::empty;
  if (auto bare = parse_trace(text); auto* code = std::get_if<TraceCode>(&bare))
    return TraceText{std::move(*code), TraceText::Source::bare, {}};
  if (is_web_address(text)) return find_in_url(text, known_hosts);

  Finding finding;
  add_labelled_pairs(text, finding);
  while (!text.empty()) {
    finding.add(take_word(text));
    if (!text.empty()) text.remove_prefix(1);
  }
  return std::move(finding).answer(TraceText::Source::text, {});
}

}  // namespace tillgate::scanner
