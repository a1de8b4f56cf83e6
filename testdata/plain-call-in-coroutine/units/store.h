#define MAIN_ONLY
void store_sync(int n) MAIN_ONLY;
