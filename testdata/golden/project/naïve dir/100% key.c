void on_key(void)
{
    getchar();
}
