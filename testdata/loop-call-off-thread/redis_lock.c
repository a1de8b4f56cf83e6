/* Threads of a module: with and without the server's global lock, taken by themselves, by a helper, by who calls them. */
#include <pthread.h>
#include <redismodule.h>

static void count(RedisModuleCtx *ctx)
{
    RedisModule_Call(ctx, "INCR", "c", "n"); // warning: 5 NS601 "RedisModule_Call" step: "'bare' calls 'count'"
}

static void count_locked(RedisModuleCtx *ctx)
{
    RedisModule_Call(ctx, "INCR", "c", "n"); // ok: NS601
}

static void *bare(void *arg)
{
    RedisModuleCtx *ctx = RedisModule_GetThreadSafeContext(arg);
    count(ctx);
    RedisModule_ThreadSafeContextLock(ctx);
    count(ctx);
    RedisModule_ThreadSafeContextUnlock(ctx);
    RedisModule_Call(ctx, "PING", ""); // warning: 5 NS601
    return NULL;
}

static void enter(RedisModuleCtx *ctx)
{
    RedisModule_ThreadSafeContextLock(ctx);
}

static void *locked(void *arg)
{
    RedisModuleCtx *ctx = RedisModule_GetThreadSafeContext(arg);
    enter(ctx);
    count_locked(ctx);
    RedisModule_ThreadSafeContextUnlock(ctx);
    if (RedisModule_ThreadSafeContextTryLock(ctx) != REDISMODULE_OK)
        return NULL;
    RedisModule_Call(ctx, "PING", ""); // ok: NS601
    RedisModule_ThreadSafeContextUnlock(ctx);
    return NULL;
}

/* The whole of a thread, and what another does under the lock. */
static void *both(void *arg)
{
    RedisModule_Call(RedisModule_GetThreadSafeContext(arg), "PING", ""); // warning: 5 NS601
    return NULL;
}

static void *both_locked(void *arg)
{
    RedisModule_Call(RedisModule_GetThreadSafeContext(arg), "PING", ""); // ok: NS601
    return NULL;
}

static void *with_lock(void *arg)
{
    RedisModule_ThreadSafeContextLock(arg);
    both(arg);
    both_locked(arg);
    RedisModule_ThreadSafeContextUnlock(arg);
    return NULL;
}

static void *sometimes(void *arg)
{
    RedisModuleCtx *ctx = RedisModule_GetThreadSafeContext(NULL);
    for (int i = 0; i < 10; i++) {
        if (arg)
            RedisModule_ThreadSafeContextLock(ctx);
        RedisModule_Call(ctx, "PING", ""); // warning: 9 NS601
        if (arg)
            RedisModule_ThreadSafeContextUnlock(ctx);
    }
    return NULL;
}

static int command(RedisModuleCtx *ctx, RedisModuleString **argv, int argc)
{
    pthread_t t;
    RedisModuleBlockedClient *client = RedisModule_BlockClient(ctx, NULL, NULL, NULL, 0);
    pthread_create(&t, NULL, argc ? bare : locked, client);
    pthread_create(&t, NULL, sometimes, argv);
    pthread_create(&t, NULL, with_lock, argv);
    pthread_create(&t, NULL, both, argv);
    RedisModule_Call(ctx, "PING", ""); // ok: NS601
    return REDISMODULE_OK;
}

int RedisModule_OnLoad(RedisModuleCtx *ctx, RedisModuleString **argv, int argc)
{
    (void)argv;
    (void)argc;
    return RedisModule_CreateCommand(ctx, "count", command, "", 0, 0, 0);
}
