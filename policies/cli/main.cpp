#include <iostream>

#include "policies/cli/tool.hpp"

int main(int argc, char** argv) {
  return tillgate::policies::run_tool({argv + 1, argv + argc}, std::cout, std::cerr);
}
