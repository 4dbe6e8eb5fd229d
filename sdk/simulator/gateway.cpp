#include "sdk/simulator/gateway.hpp"

#include <cstdlib>

#include "base/money.hpp"
#include "platform/csb.hpp"
#include "platform/x_tif.hpp"

namespace tillgate::simulator {

namespace {

constexpr std::int64_t token_life_s = 3600;

std::string header(const SignedRequest& request, const std::string& name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? "" : found->second;
}

bool in_window(const World& world, const std::string& seconds, UtcMs now) {
  const auto told = scaled_integer(seconds, 0);
  return told && std::llabs(*told - now / 1000) <= world.customs().clock_window_s;
}

const Institution* of_secret(const World& world, const std::string& secret) {
  for (const Institution& one : world.institutions())
    if (one.secret == secret) return &one;
  return nullptr;
}

}  // namespace

const Institution* Gateway::admit_x_tif(const World& world, const SignedRequest& request, UtcMs now,
                                        std::string& why) {
  const Institution* institution = world.institution_of_application(request.application);
  if (institution == nullptr) {
    why = "unknown application";
  } else if (!in_window(world, request.timestamp, now)) {
    why = "signature expired";
  } else if (request.nonce.empty() ||
             request.signature !=
                 platform::x_tif_signature(request.timestamp, institution->secret, request.nonce)) {
    why = "wrong signature";
  } else if (!nonces_.insert(request.nonce).second) {
    why = "nonce used before";
  } else {
    return institution;
  }
  return nullptr;
}

const Institution* Gateway::admit_csb(const World& world, const SignedRequest& request, UtcMs now,
                                      std::string& why) {
  const platform::CsbCall call{header(request, "_api_name"), header(request, "_api_version"),
                               header(request, "_api_access_key"),
                               header(request, "_api_timestamp")};
  const Institution* institution = world.institution_of_application(call.access_key);
  const std::string seconds =
      call.timestamp.substr(0, call.timestamp.size() < 3 ? 0 : call.timestamp.size() - 3);
  if (institution == nullptr) {
    why = "unknown application";
  } else if (!in_window(world, seconds, now)) {
    why = "signature expired";
  } else if (const auto expected = platform::csb_signature(call, institution->secret);
             !expected || *expected != header(request, "_api_signature")) {
    why = "wrong signature";
  } else {
    return institution;
  }
  return nullptr;
}

const Institution* Gateway::admit(const World& world, const SignedRequest& request, UtcMs now,
                                  std::string& why) {
  const platform::Region& manner = world.customs().manner;
  const Institution* institution = nullptr;
  switch (manner.authentication) {
    case platform::Authentication::csb:
      return admit_csb(world, request, now, why);
    case platform::Authentication::api_key:
      institution = of_secret(world, header(request, manner.api_key_header));
      if (institution == nullptr) why = "unknown key";
      return institution;
    case platform::Authentication::oauth2: {
      const std::string bearer = header(request, "authorization");
      const auto token =
          tokens_.find(bearer.starts_with("Bearer ") ? bearer.substr(7) : std::string());
      if (token == tokens_.end() || token->second.ends_at <= now) {
        why = "token expired";
        return nullptr;
      }
      return world.institution(token->second.institution);
    }
    default:
      return admit_x_tif(world, request, now, why);
  }
}

bool Gateway::asks_for_token(const World& world, const SignedRequest& request) {
  const platform::Region& manner = world.customs().manner;
  return manner.authentication == platform::Authentication::oauth2 &&
         request.path == manner.token_path;
}

std::string Gateway::token_reply(const World& world, std::string_view body, UtcMs now) {
  const auto asked = parse_json(body);
  const auto member = [&](const char* name) {
    return asked && asked->is_object() ? asked->value(name, std::string()) : std::string();
  };
  const Institution* institution = world.institution_of_application(member("client_id"));
  if (institution == nullptr || institution->secret != member("client_secret"))
    return R"({"error":"invalid_client"})";
  const std::string token = "token-" + std::to_string(tokens_.size() + 1);
  tokens_[token] = {institution->code, now + token_life_s * 1000};
  return Json{{"access_token", token}, {"token_type", "bearer"}, {"expires_in", token_life_s}}
      .dump();
}

}  // namespace tillgate::simulator
