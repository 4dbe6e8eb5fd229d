// How a region speaks (区域接口差异): what differs between provinces and is no matter of code. Read
// from a document that keeps sdk/schema/region.schema.json; the examples beside it are four ways
// that exist.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace tillgate::platform {

// Where a transaction is sent.
enum class UrlForm {
  one_address,   // one for all, routed by infno
  with_number,   // the address, a stroke, the number
  service_paths  // the address and a path of the transaction's own
};

enum class Authentication {
  x_tif,    // four headers, SHA-256 over the secret (x_tif.hpp)
  csb,      // Alibaba Cloud Service Bus: HMAC-SHA1 over the api headers
  api_key,  // one header that never changes
  driver,   // a library on this machine signs and sends (local_driver.hpp)
  oauth2    // a bearer token, fetched with the secret and kept until it ends
};

// How a driver library writes its replies; it is always sent plain ASCII.
enum class DriverText { utf8, gb18030 };

enum class Encryption {
  none,
  sm4  // input and output as Base64 of SM4-ECB, the key is the application's name; input signed SM2
};

// Where the traceability codes (追溯码) of a sale go besides the upload of the sold goods.
enum class TraceCodes { with_upload, with_settlement };

// A field this region spells or bounds otherwise than the table.
struct FieldChange {
  std::string transaction;
  std::string path;                    // as in the table
  std::optional<std::string> written;  // another name on the wire, such as MDTRT_SETL_TYPE
  std::optional<std::size_t> max;      // characters or digits; 0: no limit
  std::optional<bool> required;
};

struct Region {
  std::string name = "x-tif";
  UrlForm url_form = UrlForm::one_address;
  std::map<std::string, std::string> paths;  // of service_paths, by transaction
  Authentication authentication = Authentication::x_tif;
  std::string api_version = "1.0.0";             // CSB
  std::string api_key_header = "apikey";         // api_key
  std::string token_path = "/auth/oauth/token";  // oauth2, appended to the host of the address
  std::string driver;                            // full path of the library
  DriverText driver_text = DriverText::utf8;
  Encryption encryption = Encryption::none;
  TraceCodes trace_codes = TraceCodes::with_upload;
  // 就诊凭证类型 of a social-security card and of the permits.
  std::string social_card_kind = "03";
  std::string residence_permit_kind = "02";
  std::string foreign_resident_kind = "02";
  // Tokens of insurance codes (医保码令牌): seconds from the code to the sale, and whether one
  // token serves one sale only.
  std::int64_t token_life_s = 600;
  bool token_serves_once = true;
  std::size_t upload_rows = 1;         // sales in one message (3505A); 1: each alone (3505)
  bool account_in_fund_total = false;  // fund_pay_sumamt counts the personal account
  std::vector<FieldChange> fields;
};

// Of a checked document.
Region region_of(const Json& document);

}  // namespace tillgate::platform
