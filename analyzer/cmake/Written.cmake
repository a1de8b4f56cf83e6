# cmake -DOUT=FILE -DCOMMAND=PROGRAM;ARGUMENT... -P Written.cmake: what the command prints, in FILE.
get_filename_component(folder ${OUT} DIRECTORY)
file(MAKE_DIRECTORY ${folder})
execute_process(COMMAND ${COMMAND} OUTPUT_FILE ${OUT} RESULT_VARIABLE status)
if(status)
  file(REMOVE ${OUT})
  message(FATAL_ERROR "${COMMAND}: status ${status}")
endif()
