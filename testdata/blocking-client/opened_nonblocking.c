/* A handle that was opened so that it does not block; and one of the same type that was not. */
#include <glib.h>

typedef struct _snd_pcm snd_pcm_t;
#define SND_PCM_NONBLOCK 0x00000001
#define SND_PCM_ASYNC 0x00000002

int snd_pcm_open(snd_pcm_t **pcm, const char *name, int stream, int mode);
long snd_pcm_writei(snd_pcm_t *pcm, const void *buffer, unsigned long size);

struct output {
    snd_pcm_t *quick, *slow;
};

static gboolean on_tick(gpointer data)
{
    struct output *o = data;
    snd_pcm_writei(o->quick, "", 1);       // ok: NS107
    return snd_pcm_writei(o->slow, "", 1); // warning: 12 NS107 "snd_pcm_writei"
}

int start(struct output *o);

int start(struct output *o)
{
    if (snd_pcm_open(&o->quick, "default", 0, SND_PCM_NONBLOCK | SND_PCM_ASYNC) < 0 ||
        snd_pcm_open(&o->slow, "default", 0, SND_PCM_ASYNC) < 0)
        return -1;
    return (int)g_timeout_add(100, on_tick, o);
}
