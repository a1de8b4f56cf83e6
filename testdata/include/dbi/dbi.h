/* Excerpt of libdbi 0.9.0, dbi/dbi.h (LGPL-2.1+). */
#ifndef __DBI_H__
#define __DBI_H__

typedef void *dbi_conn;
typedef void *dbi_result;

dbi_result dbi_conn_query(dbi_conn Conn, const char *statement);
int dbi_result_next_row(dbi_result Result);

#endif
