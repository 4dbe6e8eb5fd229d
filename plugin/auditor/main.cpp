#include <iostream>

#include "auditor/program.hpp"
#include "base/os/process.hpp"

int main(int argc, char** argv) {
  return tillgate::auditor::run(argc, argv, std::cout, std::cerr,
                                tillgate::os::errors_go_to_a_terminal() ? &std::cerr : nullptr);
}
