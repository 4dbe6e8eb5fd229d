# tillgate_embed(TARGET SYMBOL file...): compiles data files into TARGET, so that the library needs
# nothing beside it at run time. Declare them as
#   namespace tillgate::embedded { extern const std::span<const File> SYMBOL; }  (base/embedded.hpp)
function(tillgate_embed target symbol)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${symbol}.cpp)
  set(files)
  foreach(file IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH file)
    list(APPEND files ${file})
  endforeach()
  string(REPLACE ";" "|" joined "${files}")
  set(script ${PROJECT_SOURCE_DIR}/plugin/cmake/embed_files.cmake)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DSYMBOL=${symbol} "-DFILES=${joined}" -P ${script}
    DEPENDS ${files} ${script} VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
