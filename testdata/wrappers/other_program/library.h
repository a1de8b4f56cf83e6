/* A library's header, as a system has it. */
#ifndef LIBRARY_H
#define LIBRARY_H
#pragma GCC system_header
void process_all(void);
#endif
