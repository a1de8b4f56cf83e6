/* A header task.h alone is not libtask: here it is that of FreeRTOS, and netlookup is the program's own. */
#include <freertos/FreeRTOS.h>
#include <freertos/task.h>
#include <freertos/timers.h>

int netlookup(char *name, unsigned char *ip);

static void on_timer(TimerHandle_t timer)
{
    unsigned char ip[16];
    (void)timer;
    if (netlookup("table", ip)) // ok: NS103
        return;
    vTaskDelay(1); // error: 5 NS101 "xTimerStart"
}

TimerHandle_t start(void);

TimerHandle_t start(void)
{
    return xTimerCreate("lookup", 10, pdTRUE, NULL, on_timer);
}
