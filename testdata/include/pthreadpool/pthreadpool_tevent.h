/* Excerpt of Samba, lib/pthreadpool/pthreadpool_tevent.h (GPL-2.0-or-later), git 4614f04b. */
#ifndef PTHREADPOOL_TEVENT_H
#define PTHREADPOOL_TEVENT_H

#include <tevent.h>

struct pthreadpool_tevent;
struct tevent_req *pthreadpool_tevent_job_send(TALLOC_CTX *mem_ctx, struct tevent_context *ev, struct pthreadpool_tevent *pool,
					       void (*fn)(void *private_data), void *private_data);
int pthreadpool_tevent_job_recv(struct tevent_req *req);

#endif
