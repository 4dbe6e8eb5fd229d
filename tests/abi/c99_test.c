/* The header is a C header: strict C99, and a program that uses it is linked against the library.
 */
#include <stdio.h>
#include <string.h>

#include "tillgate/tillgate.h"

static int failures = 0;

static void check(int condition, const char* what) {
  if (!condition) {
    printf("failed: %s\n", what);
    ++failures;
  }
}

int main(void) {
  char answer[512];
  int32_t size = (int32_t)sizeof answer;
  tillgate_gate gate = 0;

  check(strcmp(tillgate_version(), "") != 0, "the version is a text");
  check(strcmp(tillgate_status_name(TILLGATE_E_OFFLINE), "E_OFFLINE") == 0, "a status has a name");
  check(strcmp(tillgate_status_name(12345), "UNKNOWN") == 0, "an unknown status is named so");

  check(tillgate_open("/nowhere/config.json", 1000, &gate, answer, &size) == TILLGATE_E_CONFIG,
        "a missing configuration is E_CONFIG");
  check(gate == 0, "no handle is written then");
  check(strstr(answer, "E_CONFIG") != NULL, "and the error document comes in the buffer");

  check(tillgate_close(1, 1000) == TILLGATE_E_HANDLE, "a made-up handle is E_HANDLE");
  check(tillgate_sale_close(-1, 1000) == TILLGATE_E_HANDLE, "a negative handle is E_HANDLE");
  check(tillgate_open(NULL, 1000, &gate, NULL, NULL) == TILLGATE_E_ARGUMENT,
        "a NULL path is E_ARGUMENT");
  check(tillgate_open("x", 0, &gate, NULL, NULL) == TILLGATE_E_ARGUMENT,
        "a deadline of 0 is E_ARGUMENT");

  printf("%s\n", failures == 0 ? "OK" : "FAILED");
  return failures == 0 ? 0 : 1;
}
