/* Options of compilers, and what becomes of them. See args.h. */
#ifndef EXTRACT_ARGS_TABLE_H
#define EXTRACT_ARGS_TABLE_H

#include <stdbool.h>

enum option_form {
    FORM_ALONE,    /* the word is the option */
    FORM_JOINED,   /* begins with it; an operand may hang on it */
    FORM_SEPARATE, /* the next word is the operand */
    FORM_EITHER,   /* joined operand, or the next word if nothing hangs on it */
};

enum option_fate {
    FATE_DROP,
    FATE_KEEP,
    FATE_MACRO,        /* -D, -U: kept unless it concerns _FORTIFY_SOURCE */
    FATE_STANDARD,     /* kept, under the name that all our versions of clang know */
    FATE_LANGUAGE,     /* -x */
    FATE_TARGET,       /* kept, and the compiler's name is not asked for one */
    FATE_PREPROCESSOR, /* -Wp,a,b: the parts are options themselves */
    FATE_CLANG,        /* -Xclang: kept where it names a feature of the target, in two of them */
    FATE_PLAN9,        /* -fplan9-extensions: the nearest that clang has */
};

struct option {
    const char *name;
    enum option_form form;
    enum option_fate fate;
};

/* The entry for the option WORD; a DROP of form ALONE if there is none. Never NULL. */
const struct option *option_get(const char *word);
/* NAME (without folder) runs a compiler that its operands name. */
bool name_is_launcher(const char *name);

#endif
