// The only file that includes the PKCS#11 interface (OASIS PKCS #11 version 2.40; Ed25519
// from 3.0).
#include "crypto/token_key.hpp"

#include <p11-kit/pkcs11.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <mutex>
#include <string_view>
#include <vector>

#include "base/os/loaded_library.hpp"
#include "base/os/process.hpp"
#include "base/text.hpp"
#include "crypto/digest.hpp"
#include "crypto/passphrase.hpp"
#include "crypto/random.hpp"
#include "crypto/secret_key.hpp"

namespace tillgate::crypto {

namespace {

constexpr std::size_t id_size = 16;
// CKA_EC_PARAMS of Ed25519: the object identifier 1.3.101.112, or the curve's name.
constexpr std::array<std::string_view, 2> ed25519_parameters{
    std::string_view("\x06\x03\x2b\x65\x70", 5), std::string_view("\x13\x0c"
                                                                  "edwards25519",
                                                                  14)};

Bytes bytes_of(std::string_view text) {
  const ByteView view = as_bytes(text);
  return {view.begin(), view.end()};
}

// Attributes for a call that wants them writable, and their memory.
class Template {
 public:
  Template& add(CK_ATTRIBUTE_TYPE type, Bytes value) {
    values_.push_back(std::make_unique<Bytes>(std::move(value)));
    Bytes& kept = *values_.back();
    attributes_.push_back({type, kept.data(), kept.size()});
    return *this;
  }
  Template& add(CK_ATTRIBUTE_TYPE type, bool value) {
    return add(type, Bytes{static_cast<std::uint8_t>(value ? CK_TRUE : CK_FALSE)});
  }
  Template& add(CK_ATTRIBUTE_TYPE type, CK_ULONG value) {
    Bytes bytes(sizeof value);
    std::copy_n(reinterpret_cast<const std::uint8_t*>(&value), sizeof value, bytes.begin());
    return add(type, std::move(bytes));
  }
  CK_ATTRIBUTE* data() { return attributes_.data(); }
  CK_ULONG size() const { return attributes_.size(); }

 private:
  std::vector<std::unique_ptr<Bytes>> values_;
  std::vector<CK_ATTRIBUTE> attributes_;
};

// A text field of PKCS#11: padded with spaces, without an end.
template <std::size_t size>
std::string_view unpadded(const unsigned char (&field)[size]) {
  const std::string_view text = as_text({field, size});
  const std::size_t last = text.find_last_not_of(' ');
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

enum class Access { read_only, read_write };

// A logged-in session with the token, found anew whenever it was lost.
class Session {
 public:
  explicit Session(TokenPlace place) : place_(std::move(place)) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    drop();
    if (initialized_by_us_) functions_->C_Finalize(nullptr);
  }

  bool open() const { return handle_ != CK_INVALID_HANDLE; }
  CK_SESSION_HANDLE handle() const { return handle_; }
  const CK_FUNCTION_LIST& functions() const { return *functions_; }

  void drop() {
    if (open()) functions_->C_CloseSession(handle_);
    handle_ = CK_INVALID_HANDLE;
  }

  Result<Done> connect(Access access) {
    drop();
    TILLGATE_CHECK(load_module());
    auto slot = find_slot();
    // Some modules see a token that was put back only after they have begun anew.
    if (!slot && initialized_by_us_) {
      functions_->C_Finalize(nullptr);
      initialized_by_us_ = false;
      TILLGATE_CHECK(initialize());
      slot = find_slot();
    }
    if (!slot) return std::move(slot).failure();
    const CK_FLAGS flags =
        CKF_SERIAL_SESSION | (access == Access::read_write ? CKF_RW_SESSION : CK_FLAGS{0});
    const CK_RV opened = functions_->C_OpenSession(*slot, flags, nullptr, nullptr, &handle_);
    if (opened != CKR_OK) {
      handle_ = CK_INVALID_HANDLE;
      return failure("no session with the token", opened);
    }
    auto in = log_in();
    if (!in) drop();
    return in;
  }

  Failure failure(const std::string& what) const {
    return {TILLGATE_E_KEY, what, "token " + place_.label};
  }
  Failure failure(const std::string& what, CK_RV code) const {
    char hex[24];
    std::snprintf(hex, sizeof hex, "0x%lx", static_cast<unsigned long>(code));
    return failure(what + ", PKCS#11 error " + hex);
  }

 private:
  Result<Done> load_module() {
    if (functions_ != nullptr) return initialize();
    TILLGATE_TRY(library, os::LoadedLibrary::load(place_.module));
    const auto get = reinterpret_cast<CK_C_GetFunctionList>(library.function("C_GetFunctionList"));
    if (get == nullptr || get(&functions_) != CKR_OK || functions_ == nullptr) {
      functions_ = nullptr;
      return Failure{TILLGATE_E_KEY, "this library is no PKCS#11 module",
                     utf8_from_path(place_.module)};
    }
    return initialize();
  }

  // The register, or another gate, may use the same module in this process; whoever was first ends
  // it.
  Result<Done> initialize() {
    if (initialized_by_us_) return Done{};
    CK_C_INITIALIZE_ARGS arguments{};
    arguments.flags = CKF_OS_LOCKING_OK;
    const CK_RV begun = functions_->C_Initialize(&arguments);
    if (begun == CKR_CRYPTOKI_ALREADY_INITIALIZED) return Done{};
    if (begun != CKR_OK) return failure("the module of the token cannot begin", begun);
    initialized_by_us_ = true;
    return Done{};
  }

  Result<CK_SLOT_ID> find_slot() const {
    CK_ULONG count = 0;
    std::vector<CK_SLOT_ID> slots;
    CK_RV listed = functions_->C_GetSlotList(CK_TRUE, nullptr, &count);
    if (listed == CKR_OK && count > 0) {
      slots.resize(count);
      listed = functions_->C_GetSlotList(CK_TRUE, slots.data(), &count);
      slots.resize(std::min<std::size_t>(count, slots.size()));
    }
    if (listed != CKR_OK) return failure("tokens cannot be listed", listed);
    for (const CK_SLOT_ID slot : slots) {
      CK_TOKEN_INFO info{};
      if (functions_->C_GetTokenInfo(slot, &info) == CKR_OK && unpadded(info.label) == place_.label)
        return slot;
    }
    return failure("the token is not there: put it in 请插入密码卡");
  }

  Result<std::string> pin() const {
    if (place_.pin_file.empty()) {
      if (auto given = os::environment_variable("TILLGATE_TOKEN_PIN")) return *std::move(given);
      return failure("the token needs a PIN: set TILLGATE_TOKEN_PIN or name a file");
    }
    TILLGATE_TRY(from_file, passphrase_from_file(place_.pin_file));
    auto given = from_file();
    if (!given)
      return Failure{TILLGATE_E_KEY, "the PIN cannot be read", utf8_from_path(place_.pin_file)};
    return *std::move(given);
  }

  Result<Done> log_in() {
    TILLGATE_TRY(text, pin());
    const Hash tried = sha256(as_bytes(text));
    if (refused_pin_ == tried) {
      wipe(text);
      return failure("the token refused this PIN; it is not tried again, or the token would lock");
    }
    const CK_RV answer = functions_->C_Login(
        handle_, CKU_USER, reinterpret_cast<CK_UTF8CHAR*>(text.data()), text.size());
    wipe(text);
    if (answer == CKR_OK || answer == CKR_USER_ALREADY_LOGGED_IN) return Done{};
    if (answer == CKR_PIN_INCORRECT || answer == CKR_PIN_LEN_RANGE || answer == CKR_PIN_INVALID) {
      refused_pin_ = tried;
      return failure("the token refused the PIN", answer);
    }
    return failure(answer == CKR_PIN_LOCKED ? "the PIN of the token is locked"
                                            : "the token cannot be logged into",
                   answer);
  }

  TokenPlace place_;
  CK_FUNCTION_LIST* functions_ = nullptr;
  bool initialized_by_us_ = false;
  CK_SESSION_HANDLE handle_ = CK_INVALID_HANDLE;
  std::optional<Hash> refused_pin_;
};

// The objects of this class with this id.
Result<std::vector<CK_OBJECT_HANDLE>> find_objects(const Session& session,
                                                   CK_OBJECT_CLASS object_class, const Bytes& id) {
  Template wanted;
  wanted.add(CKA_CLASS, object_class).add(CKA_ID, id);
  const CK_FUNCTION_LIST& f = session.functions();
  std::vector<CK_OBJECT_HANDLE> found(8);
  CK_ULONG count = 0;
  CK_RV answer = f.C_FindObjectsInit(session.handle(), wanted.data(), wanted.size());
  if (answer == CKR_OK) {
    answer = f.C_FindObjects(session.handle(), found.data(), found.size(), &count);
    f.C_FindObjectsFinal(session.handle());
  }
  if (answer != CKR_OK) return session.failure("keys of the token cannot be listed", answer);
  found.resize(count);
  return found;
}

// CKA_EC_POINT: the 32 bytes, plain or as an OCTET STRING.
Result<Bytes> public_point(const Session& session, CK_OBJECT_HANDLE key) {
  Bytes point(128);
  CK_ATTRIBUTE wanted{CKA_EC_POINT, point.data(), point.size()};
  const CK_RV answer = session.functions().C_GetAttributeValue(session.handle(), key, &wanted, 1);
  if (answer != CKR_OK) return session.failure("the new public key cannot be read", answer);
  point.resize(std::min<std::size_t>(wanted.ulValueLen, point.size()));
  if (point.size() == ed25519_key_size + 2 && point[0] == 0x04 && point[1] == ed25519_key_size)
    point.erase(point.begin(), point.begin() + 2);
  if (point.size() != ed25519_key_size)
    return session.failure("the new public key is none of Ed25519");
  return point;
}

}  // namespace

struct TokenKey::Impl {
  Impl(TokenPlace place, Bytes key_id, CK_MECHANISM_TYPE how)
      : session(std::move(place)), id(std::move(key_id)), mechanism(how) {}
  Session session;
  Bytes id;
  CK_MECHANISM_TYPE mechanism;
  CK_OBJECT_HANDLE key = CK_INVALID_HANDLE;
  std::mutex turn;

  Result<Done> connect() {
    TILLGATE_CHECK(session.connect(Access::read_only));
    TILLGATE_TRY(found, find_objects(session, CKO_PRIVATE_KEY, id));
    if (found.size() != 1) {
      session.drop();
      return session.failure(found.empty()
                                 ? "the token does not have this key: " + to_hex(id)
                                 : "the token has several keys of this id: " + to_hex(id));
    }
    key = found.front();
    return Done{};
  }

  Result<Bytes> sign_once(ByteView input) {
    if (!session.open()) TILLGATE_CHECK(connect());
    const CK_FUNCTION_LIST& f = session.functions();
    CK_MECHANISM how{mechanism, nullptr, 0};
    Bytes message(input.begin(), input.end());
    Bytes signature(256);
    CK_ULONG size = signature.size();
    CK_RV answer = f.C_SignInit(session.handle(), &how, key);
    if (answer == CKR_OK)
      answer = f.C_Sign(session.handle(), message.data(), message.size(), signature.data(), &size);
    if (answer != CKR_OK) {
      session.drop();
      return session.failure("the token does not sign", answer);
    }
    signature.resize(std::min<std::size_t>(size, signature.size()));
    return signature;
  }
};

TokenKey::TokenKey(TokenPlace place, Bytes id, std::optional<std::uint64_t> mechanism)
    : impl_(std::make_unique<Impl>(std::move(place), std::move(id),
                                   static_cast<CK_MECHANISM_TYPE>(mechanism.value_or(CKM_EDDSA)))) {
}
TokenKey::TokenKey(TokenKey&&) noexcept = default;
TokenKey& TokenKey::operator=(TokenKey&&) noexcept = default;
TokenKey::~TokenKey() = default;

// A session that was lost in between fails the first time and is made anew the second time.
Result<Bytes> TokenKey::sign(ByteView input) const {
  const std::lock_guard turn(impl_->turn);
  const bool was_open = impl_->session.open();
  auto signature = impl_->sign_once(input);
  if (!signature && was_open) signature = impl_->sign_once(input);
  return signature;
}

Result<Done> TokenKey::ready() const {
  const std::lock_guard turn(impl_->turn);
  if (impl_->session.open()) {
    CK_SESSION_INFO info{};
    const auto& f = impl_->session.functions();
    CK_TOKEN_INFO token{};
    if (f.C_GetSessionInfo(impl_->session.handle(), &info) == CKR_OK &&
        f.C_GetTokenInfo(info.slotID, &token) == CKR_OK)
      return Done{};
  }
  return impl_->connect();
}

Result<Done> TokenKey::destroy() const {
  const std::lock_guard turn(impl_->turn);
  Session& session = impl_->session;
  TILLGATE_CHECK(session.connect(Access::read_write));
  CK_RV answer = CKR_OK;
  for (const CK_OBJECT_CLASS object_class : {CKO_PRIVATE_KEY, CKO_PUBLIC_KEY}) {
    TILLGATE_TRY(found, find_objects(session, object_class, impl_->id));
    for (const CK_OBJECT_HANDLE object : found)
      if (const CK_RV gone = session.functions().C_DestroyObject(session.handle(), object);
          gone != CKR_OK)
        answer = gone;
  }
  session.drop();
  if (answer != CKR_OK) return session.failure("a key of the token cannot be removed", answer);
  return Done{};
}

Result<TokenKey::Generated> TokenKey::generate_ed25519(const TokenPlace& place,
                                                       const std::string& name) {
  Session session(place);
  TILLGATE_CHECK(session.connect(Access::read_write));
  Generated made;
  made.id.resize(id_size);
  TILLGATE_CHECK(fill_random(made.id));
  CK_RV answer = CKR_OK;
  for (const std::string_view parameters : ed25519_parameters) {
    Template of_public;
    of_public.add(CKA_EC_PARAMS, bytes_of(parameters)).add(CKA_TOKEN, true).add(CKA_VERIFY, true);
    of_public.add(CKA_ID, made.id).add(CKA_LABEL, bytes_of(name));
    Template of_private;
    of_private.add(CKA_TOKEN, true).add(CKA_PRIVATE, true).add(CKA_SENSITIVE, true);
    of_private.add(CKA_EXTRACTABLE, false).add(CKA_SIGN, true);
    of_private.add(CKA_ID, made.id).add(CKA_LABEL, bytes_of(name));
    CK_MECHANISM how{CKM_EC_EDWARDS_KEY_PAIR_GEN, nullptr, 0};
    CK_OBJECT_HANDLE public_key = CK_INVALID_HANDLE;
    CK_OBJECT_HANDLE private_key = CK_INVALID_HANDLE;
    answer = session.functions().C_GenerateKeyPair(session.handle(), &how, of_public.data(),
                                                   of_public.size(), of_private.data(),
                                                   of_private.size(), &public_key, &private_key);
    if (answer != CKR_OK) continue;
    TILLGATE_TRY(point, public_point(session, public_key));
    made.public_key = std::move(point);
    return made;
  }
  return session.failure("the token cannot make an Ed25519 key", answer);
}

}  // namespace tillgate::crypto
