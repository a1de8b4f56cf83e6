/* Excerpt of GLib 2.74.6 (LGPL-2.1-or-later): names and signatures of what the tests use. */
#ifndef __G_LIB_H__
#define __G_LIB_H__

#include <stddef.h>

typedef int gboolean;
typedef int gint;
typedef unsigned int guint;
typedef char gchar;
typedef void *gpointer;
typedef unsigned long gulong;
typedef size_t gsize;
#define FALSE 0
#define TRUE 1
#define G_SOURCE_REMOVE FALSE
#define G_SOURCE_CONTINUE TRUE

typedef struct _GMainLoop GMainLoop;
typedef struct _GMainContext GMainContext;
typedef struct _GSource GSource;
typedef struct _GThread GThread;
typedef struct _GError GError;
typedef gboolean (*GSourceFunc)(gpointer user_data);
typedef gpointer (*GThreadFunc)(gpointer data);
typedef void (*GDestroyNotify)(gpointer data);

/* gmain.h */
typedef struct _GSourceFuncs {
  gboolean (*prepare)(GSource *source, gint *timeout_);
  gboolean (*check)(GSource *source);
  gboolean (*dispatch)(GSource *source, GSourceFunc callback, gpointer user_data);
  void (*finalize)(GSource *source);
} GSourceFuncs;

GMainLoop *g_main_loop_new(GMainContext *context, gboolean is_running);
void g_return_if_fail_warning(const char *log_domain, const char *pretty_function, const char *expression);
#define g_return_if_fail(expr) \
    do { \
        if (!(expr)) { \
            g_return_if_fail_warning(NULL, __func__, #expr); \
            return; \
        } \
    } while (0)
typedef struct _GIOChannel GIOChannel;
typedef enum { G_IO_IN = 1, G_IO_OUT = 4, G_IO_PRI = 2, G_IO_ERR = 8, G_IO_HUP = 16, G_IO_NVAL = 32 } GIOCondition;
typedef gboolean (*GIOFunc)(GIOChannel *source, GIOCondition condition, gpointer data);
GIOChannel *g_io_channel_unix_new(int fd);
guint g_io_add_watch(GIOChannel *channel, GIOCondition condition, GIOFunc func, gpointer user_data);
guint g_io_add_watch_full(GIOChannel *channel, gint priority, GIOCondition condition, GIOFunc func, gpointer user_data, GDestroyNotify notify);
void g_main_loop_run(GMainLoop *loop);
void g_main_loop_quit(GMainLoop *loop);
gboolean g_main_context_iteration(GMainContext *context, gboolean may_block);
gboolean g_source_remove(guint tag);
guint g_timeout_add(guint interval, GSourceFunc function, gpointer data);
guint g_idle_add(GSourceFunc function, gpointer data);
GSource *g_source_new(GSourceFuncs *source_funcs, guint struct_size);
void g_usleep(gulong microseconds);
/* gthread.h */
GThread *g_thread_new(const gchar *name, GThreadFunc func, gpointer data);
gpointer g_thread_join(GThread *thread);
/* gfileutils.h, gspawn.h */
gboolean g_file_get_contents(const gchar *filename, gchar **contents, gsize *length, GError **error);
gboolean g_spawn_command_line_sync(const gchar *command_line, gchar **standard_output, gchar **standard_error,
                                   gint *wait_status, GError **error);
/* gmem.h, gstrfuncs.h, gerror.h, gmacros.h, glib-autocleanups.h; without the headers between */
typedef ptrdiff_t gssize;
typedef unsigned int GQuark;
struct _GError { GQuark domain; gint code; gchar *message; };
gpointer g_malloc(gsize n_bytes);
void g_free(gpointer mem);
gchar *g_strdup(const gchar *str);
static inline gpointer (g_steal_pointer)(gpointer pp)
{
  gpointer *ptr = (gpointer *) pp;
  gpointer ref;
  ref = *ptr;
  *ptr = NULL;
  return ref;
}
#define g_steal_pointer(pp) ((__typeof__(*pp))(g_steal_pointer)(pp))
gboolean g_error_matches(const GError *error, GQuark domain, gint code);
void g_error_free(GError *error);
void g_clear_error(GError **err);
#define _GLIB_CLEANUP(func) __attribute__((cleanup(func)))
static inline void g_autoptr_cleanup_generic_gfree(void *p)
{
  void **pp = (void **)p;
  g_free(*pp);
}
#define g_autofree _GLIB_CLEANUP(g_autoptr_cleanup_generic_gfree)
#define _GLIB_AUTOPTR_FUNC_NAME(TypeName) glib_autoptr_cleanup_##TypeName
#define _GLIB_AUTOPTR_TYPENAME(TypeName) TypeName##_autoptr
#define g_autoptr(TypeName) _GLIB_CLEANUP(_GLIB_AUTOPTR_FUNC_NAME(TypeName)) _GLIB_AUTOPTR_TYPENAME(TypeName)
#define G_DEFINE_AUTOPTR_CLEANUP_FUNC(TypeName, func) \
  typedef TypeName *_GLIB_AUTOPTR_TYPENAME(TypeName); \
  static inline void _GLIB_AUTOPTR_FUNC_NAME(TypeName)(TypeName **_ptr) \
  { \
    if (*_ptr) \
      (func)(*_ptr); \
  }
/* gthread.h */
typedef union _GMutex { gpointer p; guint i[2]; } GMutex;
void g_mutex_lock(GMutex *mutex);
void g_mutex_unlock(GMutex *mutex);
typedef struct _GCond { gpointer p; guint i[2]; } GCond;
typedef long gint64;
#define G_TIME_SPAN_MILLISECOND ((gint64)1000)
#define G_TIME_SPAN_SECOND 1000000L
#define G_MAXINT64 0x7fffffffffffffffL
gint64 g_get_monotonic_time(void);
gint64 g_get_real_time(void);
gboolean g_cond_wait_until(GCond *cond, GMutex *mutex, gint64 end_time);
void g_source_set_ready_time(GSource *source, gint64 ready_time);
typedef void GMutexLocker;
static inline GMutexLocker *g_mutex_locker_new(GMutex *mutex)
{
  g_mutex_lock(mutex);
  return (GMutexLocker *)mutex;
}
static inline void g_mutex_locker_free(GMutexLocker *locker)
{
  g_mutex_unlock((GMutex *)locker);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMutexLocker, g_mutex_locker_free)

#endif
