/* Valkey modules: callbacks are given to functions in variables; a blocked client's work runs on a thread. */
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>
#include <valkeymodule.h>

static pthread_t thread;

static void *work(void *arg)
{
    sleep(1);                                                // ok: NS101
    ValkeyModule_ThreadSafeContextLock(NULL);                // ok: NS105
    ValkeyModule_ThreadSafeContextUnlock(NULL);
    if (ValkeyModule_UnblockClient(arg, NULL) != VALKEYMODULE_OK)
        return arg;
    return NULL;
}

static int on_reply(ValkeyModuleCtx *ctx, ValkeyModuleString **argv, int argc)
{
    (void)ctx, (void)argv, (void)argc;
    usleep(1); // note: 5 NS101 related: "ValkeyModule_BlockClient"
    return VALKEYMODULE_OK;
}

static int command(ValkeyModuleCtx *ctx, ValkeyModuleString **argv, int argc)
{
    (void)argv, (void)argc;
    usleep(2); // note: 5 NS101 "ValkeyModule_CreateTimer" related: "ValkeyModule_CreateCommand"
    ValkeyModuleBlockedClient *client = ValkeyModule_BlockClient(ctx, on_reply, NULL, NULL, 0);
    return pthread_create(&thread, NULL, work, client); // ok: NS101
}

static void on_timer(ValkeyModuleCtx *ctx, void *data)
{
    (void)data;
    ValkeyModule_ThreadSafeContextLock(ctx); // warning: 5 NS105 "ValkeyModule_ThreadSafeContextTryLock"
    ValkeyModule_ThreadSafeContextUnlock(ctx);
    if (ValkeyModule_ThreadSafeContextTryLock(ctx) == VALKEYMODULE_OK) // ok: NS105
        ValkeyModule_ThreadSafeContextUnlock(ctx);
}

static void on_readable(int fd, void *data, int mask)
{
    (void)fd, (void)data, (void)mask;
    usleep(3); // note: 5 NS101 related: "ValkeyModule_EventLoopAdd"
}

static void on_child(int code, int signal, void *data)
{
    (void)code, (void)signal, (void)data;
    usleep(4); // note: 5 NS101 related: "ValkeyModule_Fork"
}

static void saves(ValkeyModuleCtx *ctx, void *data)
{
    (void)ctx, (void)data;
    if (ValkeyModule_Fork(on_child, NULL) == 0) {
        sleep(5); // ok: NS101
        ValkeyModule_ExitFromChild(0);
    }
}

int ValkeyModule_OnLoad(ValkeyModuleCtx *ctx, ValkeyModuleString **argv, int argc);

int ValkeyModule_OnLoad(ValkeyModuleCtx *ctx, ValkeyModuleString **argv, int argc)
{
    (void)argv, (void)argc;
    usleep(6); // ok: NS101
    if (!ValkeyModule_CreateTimer(ctx, 10, on_timer, NULL) || !ValkeyModule_CreateTimer(ctx, 10, saves, NULL) ||
        ValkeyModule_EventLoopAdd(0, 1, on_readable, NULL) != VALKEYMODULE_OK)
        return 1;
    return ValkeyModule_CreateCommand(ctx, "bad.command", command, "", 0, 0, 0);
}
