// args: --target=x86_64-linux-gnu -D_Float128=__float128
/* A header that has a type for clang where the command has a macro as for gcc. */
#include "bits/floatn.h"

int is_wide(_Float128 x)
{
    return wide(x) > 1;
}
