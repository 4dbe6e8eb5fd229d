// A token that does what a test wants, as a PKCS#11 module: for what SoftHSM cannot do - be pulled
// out, lose its sessions, lie, sign with SM2.
//
// Its folder is named by the environment variable TILLGATE_TOKEN_DOUBLE. There lie its keys,
// <CKA_ID in hexadecimal>.pem, and files that tell it how to behave, by being there:
//
//   away      the token is pulled out
//   deaf      it is there, but the next signature fails as if it were just being pulled out
//   lost      all sessions so far are lost; gone again once that was told
//   lying     signatures are wrong
//   der       SM2 signatures in DER instead of r ‖ s
//   pin       the PIN it takes (default 1234)
//   logins    kept by the token: one letter for every login it was asked for
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <p11-kit/pkcs11.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr CK_SLOT_ID the_slot = 7;
constexpr CK_MECHANISM_TYPE sm2_mechanism = 0x80000105;

struct State {
  bool initialized = false;
  std::set<CK_SESSION_HANDLE> sessions;
  CK_SESSION_HANDLE last = 0;
  std::vector<std::string> keys;  // files; an object's handle is its place, from 1
  std::vector<CK_OBJECT_HANDLE> found;
  std::string key;  // to sign with
  bool sm2 = false;
};
State state;

fs::path file(const std::string& name) {
  const char* const folder = std::getenv("TILLGATE_TOKEN_DOUBLE");
  return fs::path(folder == nullptr ? "/nonexistent" : folder) / name;
}
bool is(const char* name) {
  return fs::exists(file(name));
}
CK_RV no_session(CK_SESSION_HANDLE session) {
  if (is("away")) return CKR_DEVICE_REMOVED;
  if (fs::remove(file("lost"))) state.sessions.clear();
  return state.sessions.count(session) == 0 ? CKR_SESSION_HANDLE_INVALID : CKR_OK;
}

CK_RV initialize(void*) {
  if (state.initialized) return CKR_CRYPTOKI_ALREADY_INITIALIZED;
  state = State();
  state.initialized = true;
  return CKR_OK;
}
CK_RV finalize(void*) {
  state.initialized = false;
  return CKR_OK;
}
CK_RV slot_list(unsigned char, CK_SLOT_ID* slots, unsigned long* count) {
  const bool there = !is("away");
  if (slots != nullptr && there) slots[0] = the_slot;
  *count = there ? 1 : 0;
  return CKR_OK;
}
CK_RV token_info(CK_SLOT_ID, CK_TOKEN_INFO* info) {
  if (is("away")) return CKR_TOKEN_NOT_PRESENT;
  std::memset(info, ' ', sizeof *info);
  std::memcpy(info->label, "double", 6);
  return CKR_OK;
}
CK_RV open_session(CK_SLOT_ID, CK_FLAGS, void*, CK_NOTIFY, CK_SESSION_HANDLE* session) {
  if (is("away")) return CKR_TOKEN_NOT_PRESENT;
  *session = ++state.last;
  state.sessions.insert(*session);
  return CKR_OK;
}
CK_RV close_session(CK_SESSION_HANDLE session) {
  state.sessions.erase(session);
  return CKR_OK;
}
CK_RV session_info(CK_SESSION_HANDLE session, CK_SESSION_INFO* info) {
  info->slotID = the_slot;
  return no_session(session);
}
CK_RV login(CK_SESSION_HANDLE, CK_USER_TYPE, unsigned char* pin, unsigned long size) {
  std::ofstream(file("logins"), std::ios::app) << 'x';
  std::string expected = "1234";
  std::ifstream(file("pin")) >> expected;
  return expected == std::string(reinterpret_cast<const char*>(pin), size) ? CKR_OK
                                                                           : CKR_PIN_INCORRECT;
}

CK_RV find_init(CK_SESSION_HANDLE session, CK_ATTRIBUTE* wanted, unsigned long count) {
  if (const CK_RV lost = no_session(session); lost != CKR_OK) return lost;
  state.found.clear();
  std::ostringstream id;
  for (unsigned long i = 0; i < count; ++i)
    if (wanted[i].type == CKA_ID)
      for (unsigned long at = 0; at < wanted[i].ulValueLen; ++at) {
        constexpr const char* digits = "0123456789abcdef";
        const unsigned byte = static_cast<const unsigned char*>(wanted[i].pValue)[at];
        id << digits[byte >> 4] << digits[byte & 15];
      }
  if (fs::exists(file(id.str() + ".pem"))) {
    state.keys.push_back(id.str() + ".pem");
    state.found.push_back(state.keys.size());
  }
  return CKR_OK;
}
CK_RV find(CK_SESSION_HANDLE, CK_OBJECT_HANDLE* found, unsigned long, unsigned long* count) {
  *count = state.found.size();
  std::copy(state.found.begin(), state.found.end(), found);
  return CKR_OK;
}
CK_RV find_final(CK_SESSION_HANDLE) {
  return CKR_OK;
}

CK_RV sign_init(CK_SESSION_HANDLE session, CK_MECHANISM* how, CK_OBJECT_HANDLE key) {
  if (const CK_RV lost = no_session(session); lost != CKR_OK) return lost;
  if (fs::remove(file("deaf"))) {
    state.sessions.clear();
    std::ofstream(file("away")) << "x";
    return CKR_DEVICE_REMOVED;
  }
  if (how->mechanism != CKM_EDDSA && how->mechanism != sm2_mechanism) return CKR_MECHANISM_INVALID;
  state.sm2 = how->mechanism == sm2_mechanism;
  state.key = state.keys.at(key - 1);
  return CKR_OK;
}

// SM2 over the digest as it is; Ed25519 over the message.
std::vector<unsigned char> signature_of(EVP_PKEY* key, const unsigned char* data,
                                        std::size_t size) {
  std::vector<unsigned char> out(128);
  std::size_t length = out.size();
  if (state.sm2) {
    EVP_PKEY_CTX* const context = EVP_PKEY_CTX_new(key, nullptr);
    if (EVP_PKEY_sign_init(context) != 1 ||
        EVP_PKEY_sign(context, out.data(), &length, data, size) != 1)
      length = 0;
    EVP_PKEY_CTX_free(context);
  } else {
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    if (EVP_DigestSignInit(context, nullptr, nullptr, nullptr, key) != 1 ||
        EVP_DigestSign(context, out.data(), &length, data, size) != 1)
      length = 0;
    EVP_MD_CTX_free(context);
  }
  out.resize(length);
  return out;
}

std::vector<unsigned char> r_and_s(const std::vector<unsigned char>& der) {
  const unsigned char* at = der.data();
  ECDSA_SIG* const signature = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
  std::vector<unsigned char> out(64);
  BN_bn2binpad(ECDSA_SIG_get0_r(signature), out.data(), 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(signature), out.data() + 32, 32);
  ECDSA_SIG_free(signature);
  return out;
}

CK_RV sign(CK_SESSION_HANDLE session, unsigned char* data, unsigned long size, unsigned char* out,
           unsigned long* out_size) {
  if (const CK_RV lost = no_session(session); lost != CKR_OK) return lost;
  std::FILE* const pem = std::fopen(file(state.key).c_str(), "r");
  EVP_PKEY* const key =
      pem == nullptr ? nullptr : PEM_read_PrivateKey(pem, nullptr, nullptr, nullptr);
  if (pem != nullptr) std::fclose(pem);
  if (key == nullptr) return CKR_KEY_HANDLE_INVALID;
  std::vector<unsigned char> signature = signature_of(key, data, size);
  EVP_PKEY_free(key);
  if (signature.empty()) return CKR_FUNCTION_FAILED;
  if (state.sm2 && !is("der")) signature = r_and_s(signature);
  if (is("lying")) signature[10] ^= 1;
  std::copy(signature.begin(), signature.end(), out);
  *out_size = signature.size();
  return CKR_OK;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
  static CK_FUNCTION_LIST functions{};
  functions.version = {2, 40};
  functions.C_Initialize = initialize;
  functions.C_Finalize = finalize;
  functions.C_GetFunctionList = C_GetFunctionList;
  functions.C_GetSlotList = slot_list;
  functions.C_GetTokenInfo = token_info;
  functions.C_OpenSession = open_session;
  functions.C_CloseSession = close_session;
  functions.C_GetSessionInfo = session_info;
  functions.C_Login = login;
  functions.C_FindObjectsInit = find_init;
  functions.C_FindObjects = find;
  functions.C_FindObjectsFinal = find_final;
  functions.C_SignInit = sign_init;
  functions.C_Sign = sign;
  *list = &functions;
  return CKR_OK;
}
