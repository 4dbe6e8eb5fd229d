// SoftHSM 2.6 does not free what OpenSSL holds of its Ed25519 keys. It works with the system's
// libcrypto and the library with a static one, so that nothing of the library's own is hidden.
extern "C" __attribute__((visibility("default"))) const char* __lsan_default_suppressions();

const char* __lsan_default_suppressions() {
  return "leak:libsofthsm2\nleak:libcrypto.so.3\n";
}
