/* As glibc 2.41 has it for clang. Source: sysdeps/x86/bits/floatn.h */
typedef __float128 _Float128;
_Float128 wide(_Float128 of);
