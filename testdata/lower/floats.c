// args: --target=x86_64-linux-gnu -D_Float128=__float128 -D_Float32=float
/* A header that has a type for clang where the command has a macro as for gcc. */
#include "bits/floatn.h"

int is_wide(_Float128 x)
{
    return wide(x) > 1;
}

/* As __MATH_TG of glibc's math.h does. */
#define SIGNALS(X) _Generic((X), float: signals_f, _Float32: signals_f, default: signals, long double: signals_l)(X)
int signals_f(float x), signals(double x), signals_l(long double x);

int signals_of(double x)
{
    return SIGNALS(x);
}
