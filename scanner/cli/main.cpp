#include <iostream>

#include "scanner/cli/tool.hpp"

int main(int argc, char** argv) {
  return tillgate::scanner::run_tool({argv + 1, argv + argc}, std::cin, std::cout, std::cerr);
}
