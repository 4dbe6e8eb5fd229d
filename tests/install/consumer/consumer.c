#include <stdio.h>
#include <tillgate/tillgate.h>

int main(void) {
  printf("tillgate %s\n", tillgate_version());
  return tillgate_close(1, 1000) == TILLGATE_E_HANDLE ? 0 : 1;
}
