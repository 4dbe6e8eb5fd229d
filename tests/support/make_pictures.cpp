// tillgate-make-pictures FILE.json FOLDER: writes the pictures that FILE.json describes into
// FOLDER, as PNG. The file is a list of objects of support/picture.hpp, each with the name of its
// "file".
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "base/text.hpp"
#include "support/picture.hpp"

int main(int argc, char** argv) {
  using namespace tillgate;
  CLI::App app("Make pictures of printed codes from a description");
  std::string description;
  std::string folder;
  app.add_option("description", description, "JSON file, a list of pictures")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("folder", folder, "where the pictures go")->required();
  CLI11_PARSE(app, argc, argv);
  try {
    std::ifstream in(path_from_utf8(description));
    const Json pictures = Json::parse(in);
    std::filesystem::create_directories(path_from_utf8(folder));
    for (const Json& picture : pictures) {
      const auto file =
          path_from_utf8(folder) / path_from_utf8(picture.at("file").get<std::string>());
      test::write_png(file, test::take(test::shot_from_json(picture)));
    }
  } catch (const std::exception& error) {
    std::cerr << description << ": " << error.what() << "\n";
    return 1;
  }
  return 0;
}
