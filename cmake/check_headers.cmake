# The target check-headers: each header of src/ compiled as the only include of a file of its own, so that none
# leans on what another happened to include before it.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR}/src/*.h)
set(alone)
foreach(header IN LISTS headers)
  set(file ${CMAKE_BINARY_DIR}/headers/${header}.cpp)
  # Included twice: a missing `#pragma once` shows as well.
  file(CONFIGURE OUTPUT ${file} CONTENT "#include \"${header}\"\n#include \"${header}\"\n")
  list(APPEND alone ${file})
endforeach()
add_library(check-headers OBJECT EXCLUDE_FROM_ALL ${alone})
target_link_libraries(check-headers PRIVATE niangjia_cli)
target_compile_options(check-headers PRIVATE -O0 -g0)
