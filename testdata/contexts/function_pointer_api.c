/* The registrar is itself called through a variable. */
#include <redismodule.h>
#include <stddef.h>
#include <unistd.h>

int RedisModule_OnLoad(RedisModuleCtx *ctx, RedisModuleString **argv, int argc);

static void on_timer(RedisModuleCtx *ctx, void *data)
{
    (void)ctx, (void)data;
    usleep(1); // note: 5 NS101 related: "RedisModule_CreateTimer"
}

static int command(RedisModuleCtx *ctx, RedisModuleString **argv, int argc)
{
    (void)argv, (void)argc;
    RedisModule_CreateTimer(ctx, 10, on_timer, NULL);
    usleep(2); // note: 5 NS101 related: "RedisModule_CreateCommand"
    return REDISMODULE_OK;
}

static int not_a_command(RedisModuleCtx *ctx, RedisModuleString **argv, int argc)
{
    (void)ctx, (void)argv, (void)argc;
    usleep(3); // ok: NS101
    return REDISMODULE_OK;
}

int RedisModule_OnLoad(RedisModuleCtx *ctx, RedisModuleString **argv, int argc)
{
    not_a_command(ctx, argv, argc);
    return RedisModule_CreateCommand(ctx, "x.y", command, "write", 1, 1, 1);
}
