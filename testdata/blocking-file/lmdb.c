/* LMDB: a commit waits for the disk, a forced sync too. */
#include <lmdb.h>
#include <uv.h>

static MDB_env *env;
static MDB_txn *txn;

static void on_commit(uv_timer_t *t)
{
    (void)t;
    mdb_txn_begin(env, NULL, MDB_RDONLY, &txn); // ok: NS105
    mdb_txn_begin(env, NULL, 0, &txn);          // warning: 5 NS105 "mdb_txn_begin"
    mdb_txn_commit(txn); // warning: 5 NS106 "mdb_txn_commit" "uv_queue_work"
}

static void on_sync(uv_timer_t *t)
{
    (void)t;
    mdb_env_sync(env, 0); // warning: 5 NS106 "mdb_env_sync"
}

int start(uv_timer_t *t, uv_timer_t *u)
{
    mdb_env_create(&env);
    mdb_env_open(env, "/var/cache/x", MDB_WRITEMAP, 0600);
    mdb_txn_begin(env, NULL, 0, &txn);
    uv_timer_start(t, on_commit, 1, 1);
    return uv_timer_start(u, on_sync, 1, 1);
}
