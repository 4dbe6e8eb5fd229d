#include <iostream>

#include "auditor/program.hpp"

int main(int argc, char** argv) {
  return tillgate::auditor::run(argc, argv, std::cout, std::cerr);
}
