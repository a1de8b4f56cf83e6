# What is installed and packed beside the program: manual pages and completions, which the program itself writes, and nostall.h, which
# pkg-config and find_package(nostall) find. `cpack -G DEB` in the build folder makes a package, `cpack --config CPackSourceConfig.cmake`
# the archive of sources.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS nostall RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES analyzer/include/nostall.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES README.md CHANGELOG.md rules/FORMAT.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)

set(share ${CMAKE_CURRENT_BINARY_DIR}/share)
if(NOT CMAKE_CROSSCOMPILING)
  set(written)
  macro(nostall_writes file) # ...: the arguments that make nostall write it
    add_custom_command(OUTPUT ${share}/${file} COMMAND ${CMAKE_COMMAND} "-DOUT=${share}/${file}"
      "-DCOMMAND=$<TARGET_FILE:nostall>;${ARGN}" -P ${CMAKE_CURRENT_SOURCE_DIR}/analyzer/cmake/Written.cmake
      DEPENDS nostall ${CMAKE_CURRENT_SOURCE_DIR}/analyzer/cmake/Written.cmake VERBATIM)
    list(APPEND written ${share}/${file})
  endmacro()
  nostall_writes(man/man1/nostall.1 man)
  file(STRINGS analyzer/cli/commands.c rows REGEX "&command_[a-z]+")
  string(REGEX MATCHALL "&command_[a-z]+" rows "${rows}")
  foreach(row ${rows})
    string(REPLACE "&command_" "" name ${row})
    nostall_writes(man/man1/nostall-${name}.1 man ${name})
  endforeach()
  nostall_writes(bash-completion/completions/nostall completion bash)
  nostall_writes(zsh/vendor-completions/_nostall completion zsh)
  nostall_writes(fish/vendor_completions.d/nostall.fish completion fish)
  add_custom_target(written ALL DEPENDS ${written})
  install(DIRECTORY ${share}/ DESTINATION ${CMAKE_INSTALL_DATAROOTDIR})
endif()

# the header by pkg-config and find_package; both name places relative to their own, so that a prefix can move
file(RELATIVE_PATH up /${CMAKE_INSTALL_DATAROOTDIR}/pkgconfig /)
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/nostall.pc
"prefix=\${pcfiledir}/${up}
includedir=\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}

Name: nostall
Description: Marks for nostall, which finds what stalls the event loop
Version: ${PROJECT_VERSION}
Cflags: -I\${includedir}
")
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/nostall.pc DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/pkgconfig)
add_library(nostall_header INTERFACE)
set_target_properties(nostall_header PROPERTIES EXPORT_NAME nostall)
target_include_directories(nostall_header INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
install(TARGETS nostall_header EXPORT nostall)
install(EXPORT nostall NAMESPACE nostall:: FILE nostallConfig.cmake DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/cmake/nostall)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/nostallConfigVersion.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/nostallConfigVersion.cmake DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/cmake/nostall)

set(CPACK_PACKAGE_NAME nostall)
set(CPACK_PACKAGE_VENDOR "the nostall authors")
set(CPACK_PACKAGE_CONTACT "the nostall authors <nostall@users.noreply.github.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "static analyzer for blocking calls in event loops and coroutines of C")
set(CPACK_PACKAGE_DESCRIPTION "nostall links a whole C program from its compilation database, works
out what runs on an event loop or in a coroutine, and reports blocking
calls, lost cleanup and missing awaits there.")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_CURRENT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# clang's own headers, stddef.h and its like, which libclang reads and does not bring along
string(REGEX MATCH "llvm-([0-9]+)" _ "${LIBCLANG_RESOURCE_DIR}")
if(CMAKE_MATCH_1)
  set(CPACK_DEBIAN_PACKAGE_DEPENDS "libclang-common-${CMAKE_MATCH_1}-dev")
endif()
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libc6-dev")
set(CPACK_SOURCE_GENERATOR TXZ)
set(CPACK_SOURCE_PACKAGE_FILE_NAME nostall-${PROJECT_VERSION})
set(CPACK_SOURCE_IGNORE_FILES "/\\\\.git(/|$)" "${CMAKE_CURRENT_SOURCE_DIR}/build[^/]*/" "/\\\\.cache/" "\\\\.swp$" "/\\\\.hook\\\\.lock$")
include(CPack)
