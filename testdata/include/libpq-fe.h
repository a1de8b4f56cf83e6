/* Excerpt of PostgreSQL 15, src/interfaces/libpq/libpq-fe.h (PostgreSQL licence). */
#ifndef LIBPQ_FE_H
#define LIBPQ_FE_H

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;

extern PGresult *PQexec(PGconn *conn, const char *query);
extern int PQsendQuery(PGconn *conn, const char *query);
extern int PQconsumeInput(PGconn *conn);
extern int PQisBusy(PGconn *conn);
extern void PQclear(PGresult *res);

#endif
