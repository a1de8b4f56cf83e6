/* A unit with errors gives what it can. */
int before(int);
int good(int n)
{
    return before(n);
}
int bad(int n)
{
    return missing_function(n) + undeclared + before(n);
}
void nested(void)
{
    int inner(void) { return 1; }
    before(2);
}
int after(int n) { return before(n) // nostall: allow NS101 for a reason
; }
