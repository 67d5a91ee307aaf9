# A room is a static library made of src/<room>/**.cpp. Its SQL (sql/*.sql, one statement a file) and its
# migrations (migrations/NNNN_*.sql) are embedded in a generated header, <room>/sql.h.
function(niangjia_room room)
  cmake_parse_arguments(ARG "" "" "USES" ${ARGN})
  set(target niangjia_${room})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${room}/*.cpp)
  if(NOT sources)
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE ${CMAKE_SOURCE_DIR}/src ${CMAKE_BINARY_DIR}/generated)
    target_link_libraries(${target} INTERFACE ${ARG_USES})
    return()
  endif()
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR}/src ${CMAKE_BINARY_DIR}/generated)
  target_link_libraries(${target} PUBLIC ${ARG_USES})

  file(GLOB statements CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${room}/sql/*.sql
                                         ${CMAKE_SOURCE_DIR}/src/${room}/migrations/*.sql)
  if(statements)
    set(header ${CMAKE_BINARY_DIR}/generated/${room}/sql.h)
    add_custom_command(
      OUTPUT ${header}
      COMMAND ${CMAKE_COMMAND} -DROOM=${room} -DSOURCE=${CMAKE_SOURCE_DIR}/src/${room} -DHEADER=${header}
              -P ${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake
      DEPENDS ${statements} ${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake
      COMMENT "Embedding the SQL of ${room}" VERBATIM)
    target_sources(${target} PRIVATE ${header})
  endif()
endfunction()
