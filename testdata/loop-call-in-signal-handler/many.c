// args: --min-certainty depends
/* Below a handler, a list that many put functions into has none in mind; the handler's own table has, and a short list. */
#include <signal.h>
#include <stddef.h>
#include <uv.h>

struct notifier {
    void (*notify)(struct notifier *n);
    struct notifier *next;
};
struct step {
    void (*run)(struct step *s);
};

static struct notifier *changed;
static struct step steps[8];
static uv_timer_t timer;

static void notify_all(void)
{
    for (struct notifier *n = changed; n; n = n->next)
        n->notify(n);
}

static void run_steps(void)
{
    for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
        steps[i].run(&steps[i]);
}

static void notified_0(struct notifier *n)
{
    (void)n;
    uv_timer_stop(&timer); // warning: 5 NS602 certainty: "depends"
}

static void notified_1(struct notifier *n)
{
    (void)n;
    uv_timer_stop(&timer); // warning: 5 NS602 certainty: "depends"
}

static void notified_2(struct notifier *n)
{
    (void)n;
    uv_timer_stop(&timer); // warning: 5 NS602 certainty: "depends"
}

static void notified_3(struct notifier *n)
{
    (void)n;
    uv_timer_stop(&timer); // warning: 5 NS602 certainty: "depends"
}

static void notified_4(struct notifier *n)
{
    (void)n;
    uv_timer_stop(&timer); // warning: 5 NS602 certainty: "depends"
}

static void notified_5(struct notifier *n)
{
    (void)n;
    uv_timer_stop(&timer); // warning: 5 NS602 certainty: "depends"
}

static void notified_6(struct notifier *n)
{
    (void)n;
    uv_timer_stop(&timer); // warning: 5 NS602 certainty: "depends"
}

static void notified_7(struct notifier *n)
{
    (void)n;
    uv_timer_stop(&timer); // warning: 5 NS602 certainty: "depends"
}

static void notified_8(struct notifier *n)
{
    (void)n;
    uv_timer_stop(&timer); // warning: 5 NS602 certainty: "depends"
}

static void step_0(struct step *s)
{
    (void)s;
    uv_stop(timer.loop); // warning: 5 NS602 certainty: "usually"
}

static void step_1(struct step *s)
{
    (void)s;
    uv_stop(timer.loop); // warning: 5 NS602 certainty: "usually"
}

static void step_2(struct step *s)
{
    (void)s;
    uv_stop(timer.loop); // warning: 5 NS602 certainty: "usually"
}

static void step_3(struct step *s)
{
    (void)s;
    uv_stop(timer.loop); // warning: 5 NS602 certainty: "usually"
}

static void step_4(struct step *s)
{
    (void)s;
    uv_stop(timer.loop); // warning: 5 NS602 certainty: "usually"
}

static void step_5(struct step *s)
{
    (void)s;
    uv_stop(timer.loop); // warning: 5 NS602 certainty: "usually"
}

static void step_6(struct step *s)
{
    (void)s;
    uv_stop(timer.loop); // warning: 5 NS602 certainty: "usually"
}

static void step_7(struct step *s)
{
    (void)s;
    uv_stop(timer.loop); // warning: 5 NS602 certainty: "usually"
}

static void own_0(int signo)
{
    (void)signo;
    uv_timer_again(&timer); // warning: 5 NS602 certainty: "usually"
}

static void own_1(int signo)
{
    (void)signo;
    uv_timer_again(&timer); // warning: 5 NS602 certainty: "usually"
}

static void own_2(int signo)
{
    (void)signo;
    uv_timer_again(&timer); // warning: 5 NS602 certainty: "usually"
}

static void own_3(int signo)
{
    (void)signo;
    uv_timer_again(&timer); // warning: 5 NS602 certainty: "usually"
}

static void own_4(int signo)
{
    (void)signo;
    uv_timer_again(&timer); // warning: 5 NS602 certainty: "usually"
}

static void own_5(int signo)
{
    (void)signo;
    uv_timer_again(&timer); // warning: 5 NS602 certainty: "usually"
}

static void own_6(int signo)
{
    (void)signo;
    uv_timer_again(&timer); // warning: 5 NS602 certainty: "usually"
}

static void own_7(int signo)
{
    (void)signo;
    uv_timer_again(&timer); // warning: 5 NS602 certainty: "usually"
}

static void own_8(int signo)
{
    (void)signo;
    uv_timer_again(&timer); // warning: 5 NS602 certainty: "usually"
}

static void (*const own[])(int) = {own_0, own_1, own_2, own_3, own_4, own_5, own_6, own_7, own_8};

static void on_signal(int signo)
{
    own[signo % 9](signo);
    notify_all();
    run_steps();
}

int main(void)
{
    static struct notifier all[9];
    all[0].notify = notified_0;
    all[1].notify = notified_1;
    all[2].notify = notified_2;
    all[3].notify = notified_3;
    all[4].notify = notified_4;
    all[5].notify = notified_5;
    all[6].notify = notified_6;
    all[7].notify = notified_7;
    all[8].notify = notified_8;
    steps[0].run = step_0;
    steps[1].run = step_1;
    steps[2].run = step_2;
    steps[3].run = step_3;
    steps[4].run = step_4;
    steps[5].run = step_5;
    steps[6].run = step_6;
    steps[7].run = step_7;
    changed = all;
    signal(SIGTERM, on_signal);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
