# cmake -DOUT=FILE.c -DFILES=LIST -P SourcesHash.cmake: C that holds a hash over the contents of these files.
foreach(file ${FILES})
  file(SHA256 ${file} hash)
  string(APPEND all "${hash} ")
endforeach()
string(SHA256 hash "${all}")
file(WRITE ${OUT} "#include \"extract/version.h\"\n\nconst char version_of_extraction[] = \"${hash}\";\n")
