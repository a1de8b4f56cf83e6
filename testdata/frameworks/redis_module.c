/* Redis modules: callbacks are given to functions in variables; a blocked client's work runs on a thread. */
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>
#include <redismodule.h>

static pthread_t thread;

static void *work(void *arg)
{
    sleep(1);                                                // ok: NS101
    RedisModule_ThreadSafeContextLock(NULL);                // ok: NS105
    RedisModule_ThreadSafeContextUnlock(NULL);
    if (RedisModule_UnblockClient(arg, NULL) != REDISMODULE_OK)
        return arg;
    return NULL;
}

static int on_reply(RedisModuleCtx *ctx, RedisModuleString **argv, int argc)
{
    (void)ctx, (void)argv, (void)argc;
    usleep(1); // note: 5 NS101 related: "RedisModule_BlockClient"
    return REDISMODULE_OK;
}

static int command(RedisModuleCtx *ctx, RedisModuleString **argv, int argc)
{
    (void)argv, (void)argc;
    usleep(2); // note: 5 NS101 "RedisModule_CreateTimer" related: "RedisModule_CreateCommand"
    RedisModuleBlockedClient *client = RedisModule_BlockClient(ctx, on_reply, NULL, NULL, 0);
    return pthread_create(&thread, NULL, work, client); // ok: NS101
}

static void on_timer(RedisModuleCtx *ctx, void *data)
{
    (void)data;
    RedisModule_ThreadSafeContextLock(ctx); // warning: 5 NS105 "RedisModule_ThreadSafeContextTryLock"
    RedisModule_ThreadSafeContextUnlock(ctx);
    if (RedisModule_ThreadSafeContextTryLock(ctx) == REDISMODULE_OK) // ok: NS105
        RedisModule_ThreadSafeContextUnlock(ctx);
}

static void on_readable(int fd, void *data, int mask)
{
    (void)fd, (void)data, (void)mask;
    usleep(3); // note: 5 NS101 related: "RedisModule_EventLoopAdd"
}

static void on_child(int code, int signal, void *data)
{
    (void)code, (void)signal, (void)data;
    usleep(4); // note: 5 NS101 related: "RedisModule_Fork"
}

static void saves(RedisModuleCtx *ctx, void *data)
{
    (void)ctx, (void)data;
    if (RedisModule_Fork(on_child, NULL) == 0) {
        sleep(5); // ok: NS101
        RedisModule_ExitFromChild(0);
    }
}

int RedisModule_OnLoad(RedisModuleCtx *ctx, RedisModuleString **argv, int argc);

int RedisModule_OnLoad(RedisModuleCtx *ctx, RedisModuleString **argv, int argc)
{
    (void)argv, (void)argc;
    usleep(6); // ok: NS101
    if (!RedisModule_CreateTimer(ctx, 10, on_timer, NULL) || !RedisModule_CreateTimer(ctx, 10, saves, NULL) ||
        RedisModule_EventLoopAdd(0, 1, on_readable, NULL) != REDISMODULE_OK)
        return 1;
    return RedisModule_CreateCommand(ctx, "bad.command", command, "", 0, 0, 0);
}
