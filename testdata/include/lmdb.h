/* Stub of lmdb.h of LMDB 0.9.24, as far as the cases use it. */
#ifndef LMDB_H
#define LMDB_H

#include <sys/types.h>

typedef struct MDB_env MDB_env;
typedef struct MDB_txn MDB_txn;

#define MDB_NOSYNC 0x10000
#define MDB_WRITEMAP 0x80000
#define MDB_MAPASYNC 0x100000
#define MDB_RDONLY 0x20000

int mdb_env_create(MDB_env **env);
int mdb_env_open(MDB_env *env, const char *path, unsigned int flags, mode_t mode);
int mdb_env_sync(MDB_env *env, int force);
int mdb_txn_begin(MDB_env *env, MDB_txn *parent, unsigned int flags, MDB_txn **txn);
int mdb_txn_commit(MDB_txn *txn);

#endif
