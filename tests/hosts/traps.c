/* What real hosts do to a library, one trap a run: traps TRAP LIBRARY CONFIG. Prints OK, or what
 * went wrong.
 *
 * The library is loaded by name as a register does, in a program that does not link it.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fenv.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tillgate/tillgate.h"

static int failures = 0;
static void check(int condition, const char* what) {
  if (!condition) {
    printf("failed: %s\n", what);
    ++failures;
  }
}

static struct {
  void* library;
  __typeof__(&tillgate_open) open;
  __typeof__(&tillgate_close) close;
  __typeof__(&tillgate_status) status;
  __typeof__(&tillgate_last_error) last_error;
  __typeof__(&tillgate_sale_begin) begin;
  __typeof__(&tillgate_sale_identify) identify;
  __typeof__(&tillgate_sale_set_line) set_line;
  __typeof__(&tillgate_sale_scan_image) scan_image;
  __typeof__(&tillgate_sale_review) review;
  __typeof__(&tillgate_sale_show) show;
  __typeof__(&tillgate_sale_close) sale_close;
} call;

static void load(const char* path) {
  call.library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (call.library == NULL) {
    printf("failed: %s\n", dlerror());
    exit(1);
  }
  *(void**)&call.open = dlsym(call.library, "tillgate_open");
  *(void**)&call.close = dlsym(call.library, "tillgate_close");
  *(void**)&call.status = dlsym(call.library, "tillgate_status");
  *(void**)&call.last_error = dlsym(call.library, "tillgate_last_error");
  *(void**)&call.begin = dlsym(call.library, "tillgate_sale_begin");
  *(void**)&call.identify = dlsym(call.library, "tillgate_sale_identify");
  *(void**)&call.set_line = dlsym(call.library, "tillgate_sale_set_line");
  *(void**)&call.scan_image = dlsym(call.library, "tillgate_sale_scan_image");
  *(void**)&call.review = dlsym(call.library, "tillgate_sale_review");
  *(void**)&call.show = dlsym(call.library, "tillgate_sale_show");
  *(void**)&call.sale_close = dlsym(call.library, "tillgate_sale_close");
}

static tillgate_gate opened(const char* config) {
  char answer[65536];
  int32_t size = (int32_t)sizeof answer;
  tillgate_gate gate = 0;
  if (call.open(config, 5000, &gate, answer, &size) != TILLGATE_OK) {
    printf("failed: open: %s\n", answer);
    exit(1);
  }
  return gate;
}

static tillgate_sale begun(tillgate_gate gate, const char* key) {
  char document[200];
  tillgate_sale sale = 0;
  snprintf(document, sizeof document,
           "{\"key\":\"%s\",\"operator\":{\"id\":\"C001\",\"name\":\"收银员甲\"}}", key);
  check(call.begin(gate, document, 5000, &sale, NULL, NULL) == TILLGATE_OK, "a sale begins");
  return sale;
}

static const char credential[] = "{\"kind\":\"e_credential\",\"token\":\"999900SAMPLETOKEN0001\"}";

/* What a sale does without the platform; returns the verdict. */
static const char* judged(tillgate_sale sale) {
  static char verdict[65536];
  int32_t size = (int32_t)sizeof verdict;
  check(call.set_line(sale,
                      "{\"line\":1,\"sku\":\"D018\",\"quantity_milli\":1000,\"price_fen\":1714,"
                      "\"pay\":\"self\"}",
                      5000, NULL, NULL) == TILLGATE_OK,
        "a line is set");
  check(call.review(sale, 5000, verdict, &size) == TILLGATE_OK, "the sale is judged");
  return verdict;
}

/* Delphi and Free Pascal unmask floating-point exceptions; a register may also round its own way.
 */
static void floating_point(const char* config) {
  tillgate_gate gate;
  tillgate_sale sale;
  check(feenableexcept(FE_ALL_EXCEPT) != -1, "exceptions can be unmasked");
  fesetround(FE_UPWARD);
  gate = opened(config);
  check(fegetexcept() == FE_ALL_EXCEPT && fegetround() == FE_UPWARD, "open gives the state back");
  check(call.status(gate, 5000, NULL, NULL) == TILLGATE_OK, "the status is told");
  sale = begun(gate, "FP1");
  check(call.identify(sale, credential, 20000, NULL, NULL) == TILLGATE_OK, "the platform is asked");
  judged(sale);
  check(call.set_line(sale, "{\"line\":1e400}", 5000, NULL, NULL) == TILLGATE_E_DOCUMENT,
        "a number beyond all range is refused");
  check(fegetexcept() == FE_ALL_EXCEPT && fegetround() == FE_UPWARD,
        "the calls of a sale give the state back");
  check(call.sale_close(sale, 5000) == TILLGATE_OK, "the sale closes");
  check(call.close(gate, 5000) == TILLGATE_OK, "the gate closes");
  check(fegetexcept() == FE_ALL_EXCEPT && fegetround() == FE_UPWARD, "close gives the state back");
  fedisableexcept(FE_ALL_EXCEPT);
}

/* Upper case of i is not I in Turkish, and the decimal sign is a comma. */
static void turkish(const char* config) {
  tillgate_gate gate;
  tillgate_sale sale;
  check(setlocale(LC_ALL, "") != NULL && strcmp(localeconv()->decimal_point, ",") == 0,
        "the host speaks Turkish");
  gate = opened(config);
  sale = begun(gate, "TR1");
  check(call.identify(sale, credential, 20000, NULL, NULL) == TILLGATE_OK, "the platform is asked");
  check(strstr(judged(sale), "\"self_fen\":1714") != NULL, "money is what it is");
  check(call.close(gate, 5000) == TILLGATE_OK, "the gate closes");
  check(strcmp(localeconv()->decimal_point, ",") == 0, "the host still speaks Turkish");
}

/* A register that starts a helper by fork: the child is refused and ends, the parent sells on. */
static void forked(const char* config) {
  const tillgate_gate gate = opened(config);
  const tillgate_sale sale = begun(gate, "FK1");
  int how;
  int ended = 0;
  const pid_t child = fork();
  if (child == 0) {
    alarm(20);
    check(call.status(gate, 5000, NULL, NULL) == TILLGATE_E_FORKED, "status in the child");
    check(call.show(sale, 5000, NULL, NULL) == TILLGATE_E_FORKED, "a sale in the child");
    check(call.sale_close(sale, 5000) == TILLGATE_E_FORKED, "closing the sale in the child");
    check(call.close(gate, 5000) == TILLGATE_E_FORKED, "closing the gate in the child");
    fflush(stdout);
    exit(failures); /* with all handlers that anybody registered */
  }
  check(waitpid(child, &how, 0) == child, "the child is waited for");
  ended = WIFEXITED(how) ? WEXITSTATUS(how) : -WTERMSIG(how);
  check(ended == 0, "the child was refused everything and ended by itself");
  check(strstr(judged(sale), "\"verdict\"") != NULL, "the parent goes on");
  check(call.sale_close(sale, 5000) == TILLGATE_OK, "the sale closes in the parent");
  check(call.close(gate, 5000) == TILLGATE_OK, "the gate closes in the parent");
}

/* Kills our children, which are the library's: the decoder of pictures. */
static int kill_children(void) {
  int killed = 0;
  DIR* const all = opendir("/proc");
  struct dirent* entry;
  while ((entry = readdir(all)) != NULL) {
    char path[300], stat[400];
    const char* after;
    FILE* file;
    size_t got;
    int parent = 0;
    snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
    if (entry->d_name[0] < '0' || entry->d_name[0] > '9' || (file = fopen(path, "r")) == NULL)
      continue;
    got = fread(stat, 1, sizeof stat - 1, file);
    fclose(file);
    stat[got] = '\0';
    after = strrchr(stat, ')');
    if (after != NULL && sscanf(after, ") %*c %d", &parent) == 1 && parent == (int)getpid())
      killed += kill((pid_t)atoi(entry->d_name), SIGKILL) == 0;
  }
  closedir(all);
  return killed;
}

/* The other end goes away while the process dies of SIGPIPE as a program does that never thought of
 * it. */
static void sigpipe(const char* config) {
  static uint8_t white[64 * 64];
  tillgate_gate gate;
  tillgate_sale sale;
  int32_t status;
  char line[16];
  signal(SIGPIPE, SIG_DFL);
  gate = opened(config);
  sale = begun(gate, "SP1");
  check(call.identify(sale, credential, 20000, NULL, NULL) == TILLGATE_OK, "the platform is asked");
  printf("stop the platform\n");
  fflush(stdout);
  check(fgets(line, sizeof line, stdin) != NULL, "it was stopped");
  check(call.identify(sale, credential, 5000, NULL, NULL) == TILLGATE_E_OFFLINE,
        "a kept connection was cut");
  memset(white, 255, sizeof white);
  check(call.scan_image(sale, white, 64, 64, 64, 10000, NULL, NULL) == TILLGATE_OK,
        "a picture is read");
  check(kill_children() > 0, "the decoder dies");
  status = call.scan_image(sale, white, 64, 64, 64, 10000, NULL, NULL);
  check(status == TILLGATE_OK || status == TILLGATE_E_DECODER,
        "the next picture is told so or read");
  check(call.close(gate, 5000) == TILLGATE_OK, "the gate closes");
  check(signal(SIGPIPE, SIG_DFL) == SIG_DFL, "the host's handling of SIGPIPE is as it was");
}

/* Script hosts load and unload as they like; the library's thread lives on, and so must its code.
 */
static void unload(const char* config, const char* library) {
  const tillgate_gate gate = opened(config);
  int i;
  dlclose(call.library);
  check(call.status(gate, 5000, NULL, NULL) == TILLGATE_OK, "the code is still there");
  usleep(300 * 1000); /* the background worker comes round */
  for (i = 0; i < 3; ++i) {
    load(library);
    check(call.status(gate, 5000, NULL, NULL) == TILLGATE_OK, "loaded again, the gate is known");
    dlclose(call.library);
  }
  check(call.close(gate, 5000) == TILLGATE_OK, "the gate closes");
}

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  load(argv[2]);
  if (strcmp(argv[1], "floating-point") == 0)
    floating_point(argv[3]);
  else if (strcmp(argv[1], "turkish") == 0)
    turkish(argv[3]);
  else if (strcmp(argv[1], "fork") == 0)
    forked(argv[3]);
  else if (strcmp(argv[1], "sigpipe") == 0)
    sigpipe(argv[3]);
  else if (strcmp(argv[1], "unload") == 0)
    unload(argv[3], argv[2]);
  else
    return 2;
  if (failures == 0) printf("OK\n");
  return failures == 0 ? 0 : 1;
}
