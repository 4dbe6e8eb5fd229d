// tillgate-make-pictures FILE.json FOLDER: writes the pictures that FILE.json describes into
// FOLDER, as PNG. The file is a list of objects of support/picture.hpp, each with the name of its
// "file".
#include <fstream>
#include <iostream>

#include "base/text.hpp"
#include "support/picture.hpp"

int main(int argc, char** argv) {
  using namespace tillgate;
  if (argc != 3) {
    std::cerr << "usage: tillgate-make-pictures FILE.json FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = path_from_utf8(argv[2]);
  try {
    std::ifstream in(path_from_utf8(argv[1]));
    const Json pictures = Json::parse(in);
    std::filesystem::create_directories(folder);
    for (const Json& picture : pictures)
      test::write_png(folder / path_from_utf8(picture.at("file").get<std::string>()),
                      test::take(test::shot_from_json(picture)));
  } catch (const std::exception& error) {
    std::cerr << argv[1] << ": " << error.what() << "\n";
    return 1;
  }
  return 0;
}
