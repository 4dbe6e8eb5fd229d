#include <algorithm>
#include <array>
#include <functional>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "scanner/digits.hpp"
#include "scanner/kinds/labels.hpp"
#include "scanner/kinds/trace.hpp"

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

// Splits `text` at the first separator; `text` keeps what stands before it.
std::string_view cut_after(std::string_view& text, char separator) {
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + 1);
  text = text.substr(0, at);
  return rest;
}

// RFC 3986 percent escapes, once; plus stands for a blank. Empty when an escape is broken.
std::optional<std::string> unescaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%') {
      const auto byte = from_hex(text.substr(at + 1, 2));
      if (!byte || byte->size() != 1) return {};
      out.push_back(static_cast<char>(byte->front()));
      at += 2;
    } else {
      out.push_back(text[at] == '+' ? ' ' : text[at]);
    }
  }
  if (!is_utf8(out)) return {};
  return out;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_host(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '-';
  });
}

bool is_known(std::string_view host, std::span<const std::string_view> known_hosts) {
  std::string name(host);
  std::transform(name.begin(), name.end(), name.begin(), lower);
  if (name.ends_with('.')) name.pop_back();
  return std::any_of(known_hosts.begin(), known_hosts.end(), [&](std::string_view known) {
    return name == known || name.ends_with(std::string(".").append(known));
  });
}

// What follows "http://" or "https://", in either case; nothing when the text is no such URL.
std::optional<std::string_view> after_scheme(std::string_view text) {
  for (const std::string_view scheme : {"http:", "https:"}) {
    if (text.size() < scheme.size()) continue;
    const std::string_view head = text.substr(0, scheme.size());
    if (std::equal(head.begin(), head.end(), scheme.begin(),
                   [](char a, char b) { return lower(a) == b; }))
      return text.substr(scheme.size());
  }
  return {};
}

bool has_forbidden_character(std::string_view url) {
  return std::any_of(url.begin(), url.end(),
                     [](char c) { return c == '\\' || c == 0x7F || (c >= 0 && c <= ' '); });
}

Parsed<TraceText> find_in_url(std::string_view rest,
                              std::span<const std::string_view> known_hosts) {
  if (has_forbidden_character(rest) || !rest.starts_with("//") || !unescaped(rest))
    return Reason::bad_url;
  rest.remove_prefix(2);
  const std::size_t authority_end = std::min(rest.find_first_of("/?#"), rest.size());
  std::string_view host = rest.substr(0, authority_end);
  const bool has_port = host.find(':') != std::string_view::npos;
  const std::string_view port = cut_after(host, ':');
  if (!is_host(host) || (has_port && !port.empty() && !all_digits(port))) return Reason::bad_url;

  Finding finding;
  const auto add_segments = [&](std::string_view path) {
    each_part(path, '/', [&](std::string_view s) { finding.add(unescaped(s).value_or("")); });
  };
  const auto add_values = [&](std::string_view query) {
    each_part(query, '&', [&](std::string_view parameter) {
      finding.add(unescaped(cut_after(parameter, '=')).value_or(""));
    });
  };
  std::string_view path = rest.substr(authority_end);
  std::string_view fragment = cut_after(path, '#');
  add_values(cut_after(path, '?'));
  add_segments(path);
  add_values(cut_after(fragment, '?'));
  add_segments(fragment);
  add_values(fragment);
  return std::move(finding).answer(TraceText::Source::url, is_known(host, known_hosts));
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

bool is_web_address(std::string_view text) {
  return after_scheme(text).has_value();
}

Parsed<TraceText> find_trace(std::string_view text, std::span<const std::string_view> known_hosts) {
  if (text.empty()) return Reason::empty;
  if (auto bare = parse_trace(text); auto* code = std::get_if<TraceCode>(&bare))
    return TraceText{std::move(*code), TraceText::Source::bare, {}};
  if (const auto rest = after_scheme(text)) return find_in_url(*rest, known_hosts);

  Finding finding;
  add_labelled_pairs(text, finding);
  while (!text.empty()) {
    finding.add(take_word(text));
    if (!text.empty()) text.remove_prefix(1);
  }
  return std::move(finding).answer(TraceText::Source::text, {});
}

}  // namespace tillgate::scanner
