/* FreeRTOS: timer callbacks, pended functions and the idle hook must not block; a wait of no ticks does not; tasks may. */
// flags: -Iinclude/freertos
#include <freertos/FreeRTOS.h>
#include <freertos/task.h>
#include <freertos/semphr.h>
#include <freertos/timers.h>
#include <freertos/croutine.h>

static SemaphoreHandle_t ready;
static QueueHandle_t queue;
static TimerHandle_t other;

static void on_timer(TimerHandle_t timer)
{
    TickType_t woken = 0;
    int item = 1;
    vTaskDelay(pdMS_TO_TICKS(10)); // error: 5 NS101 "xTimerStart" related: "xTimerCreate"
    if (!xTaskDelayUntil(&woken, 10)) // error: 10 NS101
        woken = 1;
    if (xSemaphoreTake(ready, portMAX_DELAY) != pdTRUE) // error: 9 NS105 "a wait of zero ticks"
        return;
    if (xQueueSend(queue, &item, 5) != pdTRUE) // error: 9 NS105
        return;
    if (xQueueReceive(queue, &item, portMAX_DELAY) != pdTRUE) // error: 9 NS105
        return;
    if (!ulTaskNotifyTake(pdTRUE, portMAX_DELAY)) // error: 10 NS105
        return;
    if (xTimerStart(other, 100) != pdPASS) // error: 9 NS105
        return;
    (void)timer;
}

static void on_timer_good(TimerHandle_t timer)
{
    int item = 1;
    if (xSemaphoreTake(ready, 0) != pdTRUE) // ok: NS105
        return;
    if (xSemaphoreGive(ready) != pdTRUE) // ok: NS105
        return;
    if (xQueueReceive(queue, &item, 0) != pdTRUE) // ok: NS105
        return;
    if (xTimerStart(timer, 0) != pdPASS) // ok: NS105
        return;
}

static void pended(void *arg, uint32_t n)
{
    (void)arg, (void)n;
    vTaskDelay(1); // error: 5 NS101 related: "xTimerPendFunctionCall"
}

void vApplicationIdleHook(void)
{
    vTaskDelay(1); // error: 5 NS101 related: "vApplicationIdleHook"
}

static void blink(CoRoutineHandle_t handle, UBaseType_t index)
{
    (void)index;
    crSTART(handle);
    for (;;) {
        crDELAY(handle, 10); // ok: NS101
        vTaskDelay(2);       // error: 9 NS101 related: "crSTART"
    }
    crEND();
}

static void steps(CoRoutineHandle_t handle, UBaseType_t index)
{
    (void)handle;
    vTaskDelay(index); // error: 5 NS101 related: "xCoRoutineCreate"
}

static void task(void *arg)
{
    (void)arg;
    for (;;)
        vTaskDelay(100); // ok: NS101
}

int main(void)
{
    TimerHandle_t first = xTimerCreate("bad", 10, pdTRUE, NULL, on_timer);
    other = xTimerCreate("good", 10, pdTRUE, NULL, on_timer_good);
    if (!first || xTaskCreate(task, "task", 128, NULL, 1, NULL) != pdPASS || xTimerPendFunctionCall(pended, NULL, 0, 1) != pdPASS ||
        xCoRoutineCreate(blink, 0, 0) != pdPASS || xCoRoutineCreate(steps, 0, 1) != pdPASS)
        return 1;
    return 0;
}
