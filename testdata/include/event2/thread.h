/* Excerpt of libevent 2.1.12, include/event2/thread.h (BSD licence). */
#ifndef EVENT2_THREAD_H_INCLUDED_
#define EVENT2_THREAD_H_INCLUDED_

int evthread_use_pthreads(void);

#endif
