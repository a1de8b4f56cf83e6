/* An unsigned constant that a signed number of 64 bits does not have is not known in an order; it is in an equation, and
 * where it is signed. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int use(int);

int orders(size_t n, int64_t m, unsigned u)
{
    if (n <= SIZE_MAX)
        use(1);
    if (n == SIZE_MAX)
        use(2);
    if (m > -1)
        use(3);
    if (n < -1)
        use(4);
    if (u < UINT32_MAX)
        use(5);
    bool less = SIZE_MAX > n, same = n != (size_t)-1;
    return less && same;
}

int has_the_highest(long x)
{
    if ((x & (-0x7fffffffffffffffL - 1)) == (-0x7fffffffffffffffL - 1))
        return 1;
    return 0;
}
