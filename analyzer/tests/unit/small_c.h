/* Units for tests of the passes, written in a small C without types: facts text that a person can
 * read, and write in a line.
 *
 *     var phase; int helper(int);
 *     static f(flags, fd) { if (flags & 1) read(fd); phase.run = g; return flags | 4; }
 *
 * A name is a parameter, a local variable (assigned before it is read, or declared `ptr x;` where
 * it is a pointer to something), a variable that the unit declares with `var`, or a function; what
 * is called and not defined is a library's or another unit's. `a.f` and `a->f` are the same; fields
 * of one name are one field; `a[i]` is an element that is not known. `@word` before a function is a
 * macro in its declaration, `@noreturn` that attribute, `@system` says whose it is, `@pointer` and
 * `@bool` what it returns.
 * `#NAME(text);` is the use of a macro, 'text' a string, FLAG4 a macro that stands for 4, null a
 * pointer. There are if, while, switch, break,
 * return, choices, and the operators of C but for those that assign.
 *
 * The facts go through their text form and are verified. What cannot be read is a bug() of the
 * test.
 */
#ifndef TESTS_UNIT_SMALL_C_H
#define TESTS_UNIT_SMALL_C_H

#include "ir/facts.h"

/* FILE is the name of the unit, lines count from 1 in TEXT. The caller owns the facts. */
struct facts *small_c(struct strs *strs, const char *file, const char *text);

#endif
